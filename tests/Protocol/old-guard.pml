/*
 * The guard as it was before its redesign, for Spin: what is wrong with it must be found, or the model of the new one
 * (guard.pml) proves nothing, since it is made in the same way. Each switch brings the fault and the claim:
 *
 *   A1   a turn whose script and timer are both dead is cleared up twice, the second time under a change that has come meanwhile
 *   A4   the power goes when a change is kept, and its client says that nothing was changed
 *   A5   the power goes while a kept change is cleared up, and the boot puts half of it back
 *   A12  /tmp is full, so that nobody knows whose turn it is, and a client says that nothing was changed while its script goes on
 */

#ifndef CLIENTS
#define CLIENTS 1
#endif

#define NOBODY    0
#define DEAD      255
#define SCRIPT(t) (1 + (t))
#define TIMER(t)  (1 + CLIENTS + (t))
#define ASKER(t)  (1 + 2 * CLIENTS + (t))

/* /etc/config/a and b: 0 is the text that was there first, t + 1 the one that change t asks for. A file that is not there is NONE. */
#define NONE 9
byte config_a, config_b;
byte new_a = NONE, new_b = NONE, copy_a = NONE, copy_b = NONE, old_a = NONE, old_b = NONE;
bit boot_script;

/* /tmp/multidial */
bit turn;
byte token = NONE, owner = NONE, timer = NONE;
#define EMPTY 8
byte verdict; /* one file under three names */
#define ARMED     1
#define WITHDRAWN 2
#define KEPT      3
bit applied;

/* /tmp/multidial.last */
byte last_token = NONE, last;
#define CONFIRMED   1
#define ROLLED_BACK 2
#define VOID        3

#ifdef A1
byte crashes = 2;
#else
byte crashes;
#endif
#if defined(A4) || defined(A5)
byte cuts = 1;
#else
byte cuts;
#endif
bit off; /* the power is gone, and comes back when all processes have ended */
byte living;
bit denied[CLIENTS];

hidden byte guard_lost, denied_change_stays, files_mixed, denied_change_comes;
#define claim(name, condition) name = !(condition); assert(!name)

/* Who died is dead for kill -0, and for everybody. */
#define die() owner = (owner == me -> DEAD : owner); timer = (timer == me -> DEAD : timer)

#define or_dies \
	:: atomic { crashes > 0 && !off -> crashes--; die(); goto dead } \
	:: atomic { off -> die(); goto dead }

#define DO(what) if :: atomic { !off -> what } or_dies fi
#define IF(condition, no) if :: atomic { !off && (condition) } :: atomic { !off && !(condition) -> goto no } or_dies fi

/* kill -0 of an empty word succeeds. */
#define timer_lives (timer != NONE && timer != DEAD)
#define owner_lives (!applied && owner != DEAD)

/* A write to a full /tmp makes an empty file. */
#ifdef A12
#define WRITE(file, value) if :: atomic { !off -> file = value } :: atomic { !off -> file = EMPTY } or_dies fi
#else
#define WRITE(file, value) DO(file = value)
#endif

/* rm -rf, file by file; of whomever they are. */
inline end_turn(t, outcome) {
	DO(new_a = NONE; new_b = NONE; copy_a = NONE; copy_b = NONE);
	DO(
#ifdef A1
		claim(guard_lost, !(verdict == ARMED && old_a != NONE && config_a != old_a));
#endif
		old_a = NONE);
	DO(old_b = NONE);
	DO(boot_script = 0);
	DO(last_token = t; last = outcome);
	DO(turn = 0; token = NONE; owner = NONE; timer = NONE; verdict = 0; applied = 0)
}

inline restore() {
	IF(new_a == NONE && old_a != NONE, next_file);
	DO(config_a = old_a; old_a = NONE);
next_file:
	IF(new_b == NONE && old_b != NONE, files_back);
	DO(config_b = old_b; old_b = NONE);
files_back:
	skip
}

/* By whoever finds the turn of another one. */
inline clear_turn() {
	IF(!(timer_lives || owner_lives), cleared);
	DO(mine = token);
	DO(if :: verdict == ARMED -> verdict = WITHDRAWN :: else fi);
	IF(verdict == WITHDRAWN, not_withdrawn);
	restore();
	end_turn(mine, ROLLED_BACK);
	goto cleared;
not_withdrawn:
	IF(verdict == KEPT, was_nothing);
	end_turn(mine, CONFIRMED);
	goto cleared;
was_nothing:
	end_turn(mine, VOID);
cleared:
	DO(mine = NONE)
}

proctype Script(byte t; byte me) {
	byte mine = NONE;

take: /* take_turn */
	if
	:: atomic { !off && !turn -> turn = 1 }
	:: atomic { !off && turn -> goto clear }
	or_dies
	fi;
	goto ours;
clear:
	clear_turn();
	goto take;
ours:
	WRITE(owner, me);
	WRITE(token, t);

	/* open_flash, stage, arm */
	DO(new_a = NONE; new_b = NONE; copy_a = NONE; copy_b = NONE; old_a = NONE; old_b = NONE);
	DO(boot_script = 1);
	DO(new_a = t + 1; new_b = t + 1; copy_a = config_a; copy_b = config_b);
	DO(old_a = copy_a; old_b = copy_b; copy_a = NONE; copy_b = NONE);
	DO(verdict = ARMED);
	DO(run Timer(t, TIMER(t)));
	WRITE(timer, TIMER(t));
	IF(timer_lives && verdict == ARMED && old_a != NONE, dead);

	/* commit */
	IF(new_a != NONE, dead);
	DO(
#ifdef A12
		claim(denied_change_comes, !denied[t]);
#endif
		config_a = new_a; new_a = NONE);
	IF(new_b != NONE, dead);
	DO(config_b = new_b; new_b = NONE);
	DO(applied = 1; die());
dead:
	living--
}

proctype Timer(byte t; byte me) {
	living++;
	if
	:: atomic { !off && verdict == ARMED && token == t && applied -> verdict = WITHDRAWN }
	:: atomic { !off && verdict != ARMED -> goto dead } /* the change is decided, and the timer is killed */
	or_dies
	fi;
	restore();
	end_turn(t, ROLLED_BACK);
dead:
	living--
}

/* The client of change t: confirms it, or asks what has become of it. */
proctype Asker(byte t; byte me) {
	byte mine = NONE;

wait:
	(off || turn || last_token == t);
	if
	:: atomic { !off && token == t && verdict == ARMED && applied -> verdict = KEPT; goto keep }
	:: atomic { !off && token == t && !(verdict == ARMED && applied) -> goto help }
	:: atomic { !off && verdict == ARMED && token != t && last_token != t -> goto unknown }
	:: atomic { !off && last_token == t -> goto over }
	or_dies
	fi;
keep:
	end_turn(t, CONFIRMED);
	goto over;
help:
	clear_turn();
over:
	goto gone;
unknown: /* "nothing was changed" */
	DO(denied[t] = 1);
	goto gone;
dead:
	if
	:: off -> living--; (!off); living++ /* the client lives on, and asks again when there is power */
	:: else -> goto gone
	fi;
	if
	:: atomic { !off && last_token != t -> denied[t] = 1;
#ifdef A4
		claim(denied_change_stays, config_a != t + 1)
#endif
		}
	:: atomic { !off && last_token == t }
	fi;
gone:
	living--
}

proctype Power() {
end_on:
	atomic { cuts > 0 -> cuts--; off = 1 }
	(living == 0);
	atomic {
		turn = 0; token = NONE; owner = NONE; timer = NONE; verdict = 0; applied = 0; last_token = NONE;
		if
		:: boot_script ->
			if :: new_a == NONE && old_a != NONE -> config_a = old_a :: else fi;
			if :: new_b == NONE && old_b != NONE -> config_b = old_b :: else fi
		:: else
		fi;
		old_a = NONE; old_b = NONE; new_a = NONE; new_b = NONE; boot_script = 0;
#ifdef A5
		claim(files_mixed, config_a == config_b);
#endif
		off = 0
	}
}

init {
	atomic {
		living = 2 * CLIENTS;
		run Script(0, SCRIPT(0)); run Asker(0, ASKER(0));
#if CLIENTS > 1
		run Script(1, SCRIPT(1)); run Asker(1, ASKER(1));
#endif
#if CLIENTS > 2
		run Script(2, SCRIPT(2)); run Asker(2, ASKER(2));
#endif
		run Power()
	}
}
