/*
 * The protocol of the guard (turn.sh, library.sh, begin.sh, guard.sh, flash.sh, answer.sh), for Spin; docs/architecture.md tells
 * it in words. ProtocolTests searches it to its end with these and other faults:
 *
 *   spin -a -DCLIENTS=1 -DTROUBLES=1 -DHANGS=1 guard.pml && gcc -w -DSAFETY -DCOLLAPSE -DVECTORSZ=512 -o pan pan.c && ./pan -m200000 -w22
 *
 * A step of this model is one command that a script starts, or one test of its shell; the comment beside it names the function
 * that it stands for. Between any two steps any other process may run. What nobody else can see is left out, or is one step.
 *
 * What can go wrong, each a bounded number of times:
 *   crashes   a process is killed before any of its steps; the command that its shell has just started may live on as an orphan
 *             (orphans) and do its work at any later moment
 *   troubles  a command of the change fails, or its script is stopped by a signal
 *   hangs     the script hangs
 *   cuts      the power goes, and with it all that is in memory, and of what was written to the flash since the last sync
 *             whatever came after some moment; it may go again while the router boots
 * Time is not counted: once a change is made, its time may be over at any moment.
 *
 * Precautions of the protocol can be taken out by switches (NO_...), and then Spin finds what they are there for.
 */

#ifndef CLIENTS
#define CLIENTS 2
#endif
#ifndef ASKERS
#define ASKERS 1        /* how many may ask at the same time: looking, confirming, holding, recalling, helping */
#endif
#ifndef ASKS
#define ASKS 1          /* how often they do in all */
#endif
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef ORPHANS
#define ORPHANS 1
#endif
#ifndef TROUBLES
#define TROUBLES 0
#endif
#ifndef HANGS
#define HANGS 0
#endif
#ifndef CUTS
#define CUTS 0
#endif
#ifndef HOLDS
#define HOLDS 0         /* whether a change can be held */
#endif
#ifndef PROCD
#define PROCD 1         /* whether a dead timer is started anew */
#endif

/* ---- The router's files -------------------------------------------------------------------------------------------------- */

/* In the flash. /etc/config/a and b: 0 is the text that was there first, T + 1 the one that change T asks for. */
byte config_a, config_b;
short flash[CLIENTS];
#define BOOT      1     /* /etc/uci-defaults/00-multidial-T */
#define FOLDER    2     /* /etc/multidial/T */
#define NEW_A     4     /* new/a, or gone/a once new is renamed */
#define NEW_B     8
#define GONE     16     /* new is renamed to gone */
#define OLD_A    32     /* copy/a, or old/a once copy is renamed */
#define OLD_B    64
#define OLD     128     /* copy is renamed to old */
#define OPEN    256     /* the verdict is to come */
#define KEPT    512     /* the verdict: kept */
#define CLAIMED 1024    /* not a file: the verdict was "kept" once */
#define IN_FOLDER (FOLDER | NEW_A | NEW_B | GONE | OLD_A | OLD_B | OLD | OPEN | KEPT)

/* In memory. */
short room[CLIENTS];
#define NOW       1     /* now/T */
#define DIR       2     /* of.T, and in it: */
#define LIBRARY   4     /* library */
#define TOUCHED   8     /* touched */
#define PIPE     16     /* pipe */
#define REST     32     /* rest.1 */
#define RECALLED 64     /* recalled */
byte until[CLIENTS];    /* until.SECONDS, a bit for each that there may be */
byte workers[CLIENTS];  /* how many links worker.N there are */
byte worker[CLIENTS];   /* where the last of them points to */
byte timer[CLIENTS];    /* where timer points to */
byte outcome[CLIENTS];  /* outcome */
byte ended[CLIENTS];    /* ended.T */
byte service;           /* whose timers are services of procd, or processes that were started */

#define NOTHING     0
#define CONFIRMED   1
#define ROLLED_BACK 2

/* What a link to a process points to: one that lives, or one that is dead. Numbers are not used again (see own.sh). */
#define NOBODY    0
#define DEAD      255
#define SCRIPT(t) (1 + (t))
#define TIMER(t)  (1 + CLIENTS + (t))
#define ASKER(k)  (1 + 2 * CLIENTS + (k))
#define SLOTS     (2 * CLIENTS + ASKERS)

#define has(what, bits)  (((what) & (bits)) == (bits))
#define add(what, bits)  what = what | (bits)
#define drop(what, bits) what = what & ~(bits)

/* The changes of which something holds, as bits. */
#if CLIENTS == 1
#define those(holds) holds(0)
#define each(what)   what(0)
#elif CLIENTS == 2
#define those(holds) (holds(0) | (holds(1) << 1))
#define each(what)   what(0); what(1)
#else
#define those(holds) (holds(0) | (holds(1) << 1) | (holds(2) << 2))
#define each(what)   what(0); what(1); what(2)
#endif
#define has_now(u)    (has(room[u], NOW))
#define has_boot(u)   (has(flash[u], BOOT))
#define has_folder(u) (has(flash[u], FOLDER))
#define has_ended(u)  (ended[u] != NOTHING)
#define NOW_ANY       (those(has_now) != 0)
#define OTHERS_NOW    ((those(has_now) & ~(1 << t)) != 0)
#define FIRST_NOW     ((those(has_now) & ((1 << t) - 1)) == 0)

/* ---- The clients ------------------------------------------------------------------------------------------------------------- */

byte before[CLIENTS];   /* the files as the client has read them */
byte begun;             /* which clients have begun */
byte applied;           /* of which changes somebody has heard that they are made */
byte done;              /* which clients have ended */
byte promised;          /* which changes somebody was told that they stay */
byte denied;            /* which changes somebody was told that they were not made, or are rolled back */

/* ---- What can go wrong --------------------------------------------------------------------------------------------------------- */

byte crashes = CRASHES, orphans = ORPHANS, troubles = TROUBLES, hangs = HANGS, cuts = CUTS, asks = ASKS;
byte kills, hanging;    /* scripts that are killed by a timer, and scripts that hang */
byte down;              /* not 0: the power is gone, and all processes end, one after the other; then the router boots */
byte orphan, orphan_t, orphan_v;
byte helps;             /* how many later clients were needed */
#if HOLDS
byte held;              /* how often somebody has given time */
#endif
#define MOST_HELPS (3 * CLIENTS)

#if CUTS
/* The flash as it will be after the power cut, from the first write on that it undoes. */
bit losing;
byte lasting_a, lasting_b;
short lasting[CLIENTS];
#endif

/* ---- What must hold ------------------------------------------------------------------------------------------------------------ */

hidden byte two_at_work, guard_lost, files_mixed, unkept_change_stays, confirmed_change_is_gone, denied_change_stays,
	turn_held_for_ever, boot_would_undo, no_time_left;
#define claim(name, condition) name = !(condition); assert(!name)

byte at_work;           /* the process that is changing the router now */

/* No old file of a change is deleted while the new one is in place, before the change is kept. */
#define still_guarded(u) claim(guard_lost, has(flash[u], CLAIMED) || !((config_a == (u) + 1 && has(flash[u], OLD_A)) || (config_b == (u) + 1 && has(flash[u], OLD_B))))

/* ---- The commands: when they work, and what they do. v: what the shell saw when it started them ------------------------------- */

#if CUTS
#define keep(u) lasting[u] = flash[u]
#define lose(u) flash[u] = lasting[u]
#define free(u) lasting[u] = 0
inline unsynced() { /* this write may be the first one that a power cut undoes */
	if
	:: cuts > 0 && !losing -> losing = 1; lasting_a = config_a; lasting_b = config_b; each(keep)
	:: true
	fi
}
inline synced() { losing = 0; lasting_a = 0; lasting_b = 0; each(free) }
#else
#define unsynced() skip
#define synced()   skip
#endif

#define nr_MKDIR_OF     1
#define can_MKDIR_OF  (!has(room[t], DIR))
#define do_MKDIR_OF   add(room[t], DIR)
#define saw_MKDIR_OF  0

#define nr_LN_FIRST     2
#define can_LN_FIRST  (has(room[t], DIR) && workers[t] == 0)
#define do_LN_FIRST   workers[t] = 1; worker[t] = me
#define saw_LN_FIRST  0

#define nr_LN_NEVER     3
#define can_LN_NEVER  (has(room[t], DIR) && workers[t] == 0)
#define do_LN_NEVER   workers[t] = 1; worker[t] = DEAD
#define saw_LN_NEVER  0

#define nr_MV_LIBRARY     4
#define can_MV_LIBRARY  has(room[t], DIR)
#define do_MV_LIBRARY   add(room[t], LIBRARY)
#define saw_MV_LIBRARY  0

#define nr_LN_NOW     5
#define nr_RM_NOW     6
#define do_LN_NOW   add(room[t], NOW)
#define can_RM_NOW  true
#define saw_LN_NOW  0
#define saw_RM_NOW  0
#define can_LN_NOW  true
#define do_RM_NOW   drop(room[t], NOW)

#define nr_RM_BOOTS     7
#define can_RM_BOOTS  true
#define boot_gone(u)  if :: has(v, 1 << u) -> still_guarded(u); drop(flash[u], BOOT) :: else fi
#define do_RM_BOOTS   unsynced(); each(boot_gone)
#define saw_RM_BOOTS  those(has_boot)

#define nr_RM_FOLDERS     8
#define can_RM_FOLDERS  true
#define folder_gone(u)  if :: has(v, 1 << u) -> still_guarded(u); drop(flash[u], IN_FOLDER) :: else fi
#define do_RM_FOLDERS   unsynced(); each(folder_gone)
#define saw_RM_FOLDERS  those(has_folder)

#define nr_MKDIR_FLASH     9
#define can_MKDIR_FLASH  true
#define do_MKDIR_FLASH   unsynced(); add(flash[t], FOLDER)
#define saw_MKDIR_FLASH  0

#define nr_MV_BOOT     10
#define can_MV_BOOT  has(flash[t], FOLDER)
#define do_MV_BOOT   unsynced(); add(flash[t], BOOT)
#define saw_MV_BOOT  0

#define nr_STAGE     11
#define can_STAGE  (has(flash[t], FOLDER) && config_a == before[t] && config_b == before[t])
#define do_STAGE   unsynced(); add(flash[t], NEW_A | NEW_B | OLD_A | OLD_B)
#define saw_STAGE  0

#define nr_SYNC     12
#define can_SYNC  true
#define do_SYNC   synced()
#define saw_SYNC  0

#define nr_MV_COPY     13
#define can_MV_COPY  has(flash[t], FOLDER)
#define do_MV_COPY   unsynced(); add(flash[t], OLD)
#define saw_MV_COPY  0

#define nr_WRITE_OPEN     14
#define can_WRITE_OPEN  has(flash[t], FOLDER)
#define do_WRITE_OPEN   unsynced(); add(flash[t], OPEN)
#define saw_WRITE_OPEN  0

#define nr_MKFIFO     15
#define can_MKFIFO  has(room[t], DIR)
#define do_MKFIFO   add(room[t], PIPE)
#define saw_MKFIFO  0

#define nr_START     16
#define can_START  true
#define do_START   add(service, 1 << t)
#define saw_START  0

#define nr_LN_TOUCHED     17
#define can_LN_TOUCHED  has(room[t], DIR)
#define do_LN_TOUCHED   add(room[t], TOUCHED)
#define saw_LN_TOUCHED  0

/* With the comparison before it. */
#define nr_MV_NEW_A     18
#define can_MV_NEW_A  (has(flash[t], NEW_A) && !has(flash[t], GONE) && config_a == before[t])
#define do_MV_NEW_A   unsynced(); drop(flash[t], NEW_A); config_a = t + 1
#define saw_MV_NEW_A  0

#define nr_MV_NEW_B     19
#define can_MV_NEW_B  (has(flash[t], NEW_B) && !has(flash[t], GONE) && config_b == before[t])
#define do_MV_NEW_B   unsynced(); drop(flash[t], NEW_B); config_b = t + 1
#define saw_MV_NEW_B  0

#define nr_LN_UNTIL     20
#define can_LN_UNTIL  has(room[t], DIR)
#define do_LN_UNTIL   add(until[t], 1)
#define saw_LN_UNTIL  0

#define nr_LN_REST     21
#define can_LN_REST  has(room[t], DIR)
#define do_LN_REST   add(room[t], REST)
#define saw_LN_REST  0

#define nr_RM_OPEN     22
#define can_RM_OPEN  has(flash[t], OPEN)
#define do_RM_OPEN   unsynced(); drop(flash[t], OPEN)
#define saw_RM_OPEN  0

#define nr_MV_KEPT     23
#define can_MV_KEPT  has(flash[t], OPEN)
#define do_MV_KEPT   unsynced(); drop(flash[t], OPEN); add(flash[t], KEPT | CLAIMED)
#define saw_MV_KEPT  0

#define nr_LN_RECALLED     24
#define can_LN_RECALLED  has(room[t], DIR)
#define do_LN_RECALLED   add(room[t], RECALLED)
#define saw_LN_RECALLED  0

#define nr_RM_TIMER     25
#define can_RM_TIMER  true
#define do_RM_TIMER   timer[t] = NOBODY
#define saw_RM_TIMER  0

#define nr_LN_TIMER     26
#define can_LN_TIMER  (has(room[t], DIR) && timer[t] == NOBODY)
#define do_LN_TIMER   timer[t] = me
#define saw_LN_TIMER  0

/* n: the number of the first link that was not there. In a folder that was made anew it follows on nobody. */
#define nr_LN_WORKER     27
#define can_LN_WORKER  (has(room[t], DIR) && workers[t] < n)
#define do_LN_WORKER   if :: workers[t] == n - 1 -> workers[t] = n; worker[t] = me :: else fi
#define saw_LN_WORKER  n

#define nr_MV_GONE     28
#define can_MV_GONE  (has(flash[t], FOLDER) && !has(flash[t], GONE))
#define do_MV_GONE   unsynced(); add(flash[t], GONE)
#define saw_MV_GONE  0

#define nr_MV_OLD_A     29
#define can_MV_OLD_A  has(flash[t], OLD | OLD_A)
#define do_MV_OLD_A   unsynced(); drop(flash[t], OLD_A); config_a = before[t]
#define saw_MV_OLD_A  0

#define nr_MV_OLD_B     30
#define can_MV_OLD_B  has(flash[t], OLD | OLD_B)
#define do_MV_OLD_B   unsynced(); drop(flash[t], OLD_B); config_b = before[t]
#define saw_MV_OLD_B  0

#define nr_LN_CONFIRMED     31
#define can_LN_CONFIRMED  (has(room[t], DIR) && outcome[t] == NOTHING)
#define do_LN_CONFIRMED   outcome[t] = CONFIRMED
#define saw_LN_CONFIRMED  0

#define nr_LN_ROLLED_BACK     32
#define can_LN_ROLLED_BACK  (has(room[t], DIR) && outcome[t] == NOTHING)
#define do_LN_ROLLED_BACK   outcome[t] = ROLLED_BACK
#define saw_LN_ROLLED_BACK  0

#define nr_RM_BOOT     33
#define can_RM_BOOT  true
#define do_RM_BOOT   unsynced(); still_guarded(t); drop(flash[t], BOOT)
#define saw_RM_BOOT  0

#define nr_RM_FOLDER     34
#define can_RM_FOLDER  true
#define do_RM_FOLDER   unsynced(); still_guarded(t); drop(flash[t], IN_FOLDER)
#define saw_RM_FOLDER  0

#define nr_RM_ENDED      35
#define can_RM_ENDED   true
#define ended_gone(u)  if :: has(v, 1 << u) -> ended[u] = NOTHING :: else fi
#define do_RM_ENDED    each(ended_gone)
#define saw_RM_ENDED   (those(has_ended) & ~(1 << t))

#define nr_LN_ENDED     36
#define can_LN_ENDED  (ended[t] == NOTHING)
#define do_LN_ENDED   ended[t] = v
#define saw_LN_ENDED  n

#define nr_MV_OVER     37
#define can_MV_OVER  has(room[t], DIR)
#define do_MV_OVER   room[t] = room[t] & NOW; until[t] = 0; workers[t] = 0; worker[t] = NOBODY; timer[t] = NOBODY; outcome[t] = NOTHING
#define saw_MV_OVER  0

#define nr_STOP     38
#define can_STOP  true
#define do_STOP   drop(service, 1 << t)
#define saw_STOP  0

/* Each who gives time has a link of his own. */
#define nr_LN_HOLD     39
#define can_LN_HOLD  has(room[t], DIR)
#define do_LN_HOLD   add(until[t], v)
#define saw_LN_HOLD  (1 << own)

#define nr_RM_UNTILS     40
#define can_RM_UNTILS  true
#define do_RM_UNTILS   drop(until[t], v); claim(no_time_left, !has(room[t], LIBRARY) || until[t] != 0)
#define saw_RM_UNTILS  n

/* ---- Steps ------------------------------------------------------------------------------------------------------------------- */

/* me: this process; t: the change; n: a register of its shell. */
#define runs (down == 0 && !has(kills, 1 << me))
#define hit  (down == 0 && has(kills, 1 << me))

#define die() \
	worker[t] = (worker[t] == me -> DEAD : worker[t]); \
	timer[t] = (timer[t] == me -> DEAD : timer[t]); \
	at_work = (at_work == me -> NOBODY : at_work); \
	drop(kills, 1 << me); \
	drop(hanging, 1 << me)

#define pay() crashes = (hit -> crashes : crashes - 1)

#define or_dies \
	:: atomic { (runs && crashes > 0) || hit -> pay(); die(); goto dead } \
	:: atomic { down == me -> die(); down = me + 1; goto dead }

#define or_leaves_orphan(command) \
	:: atomic { ((runs && crashes > 0) || hit) && orphans > 0 && orphan == 0 -> \
		pay(); orphans--; orphan = nr_##command; orphan_t = t; orphan_v = saw_##command; die(); goto dead }

/* A command that the shell forks, and what is next if it fails. */
#define RUN(command, no) RUN_AND(command, skip, no)
#define RUN_AND(command, more, no) \
	if \
	:: atomic { runs && can_##command -> v = saw_##command; do_##command; v = 0; more } \
	:: atomic { runs && !(can_##command) -> goto no } \
	or_leaves_orphan(command) \
	or_dies \
	fi

#define TEST(condition, no) \
	if \
	:: atomic { runs && (condition) } \
	:: atomic { runs && !(condition) -> goto no } \
	or_dies \
	fi

/* Waiting, or trying once a second. */
#define WAIT(condition) \
	if \
	:: atomic { runs && (condition) } \
	or_dies \
	fi

/* From here on this process changes the router. */
#define enter claim(two_at_work, at_work == NOBODY || at_work == me); at_work = me
#define leave at_work = (at_work == me -> NOBODY : at_work)

/* turn_work: the last one who worked on the change is dead or has rested. Those before him are dead anyway. */
#define nobody_works (workers[t] == 0 || worker[t] == DEAD || (workers[t] == 1 && has(room[t], REST)))

/* guard_settle, for the process that works on the change */
inline settle() {
	if
	:: atomic { runs && outcome[t] != NOTHING -> n = outcome[t]; goto clear }
	:: atomic { runs && outcome[t] == NOTHING && has(flash[t], KEPT) -> enter; n = CONFIRMED }
	:: atomic { runs && outcome[t] == NOTHING && !has(flash[t], KEPT) && has(room[t], TOUCHED) -> enter; n = ROLLED_BACK; goto roll_back }
	:: atomic { runs && outcome[t] == NOTHING && !has(flash[t], KEPT) && !has(room[t], TOUCHED) -> n = NOTHING; goto clear }
	or_dies
	fi;
#ifndef NO_SYNC_IN_SETTLE
	RUN(SYNC, confirmed); /* flash_sync */
#endif
confirmed: /* guard_after_confirm */
#ifndef NO_OUTCOME_FIRST
	RUN(LN_CONFIRMED, clear);
#endif
	goto clear;

roll_back: /* guard_roll_back: flash_restore */
	RUN(MV_GONE, restore_a);
restore_a:
	TEST(!has(flash[t], GONE | NEW_A) && has(flash[t], OLD | OLD_A), restore_b);
	RUN(MV_OLD_A, restore_b);
restore_b:
	TEST(!has(flash[t], GONE | NEW_B) && has(flash[t], OLD | OLD_B), rolled_back);
	RUN(MV_OLD_B, rolled_back);
rolled_back: /* guard_reload, guard_after_rollback */
#ifndef NO_OUTCOME_FIRST
	RUN(LN_ROLLED_BACK, clear);
#endif

clear: /* guard_end: flash_end */
	if
	:: atomic { runs && has(flash[t], FOLDER) -> leave }
	:: atomic { runs && !has(flash[t], FOLDER) -> leave; goto tell_end }
	or_dies
	fi;
	RUN(RM_BOOT, tell_end);
#if CUTS || defined(NO_OUTCOME_FIRST)
	do /* rm -rf, one file after the other, in any order */
	:: atomic { runs && (flash[t] & (OPEN | KEPT)) -> unsynced(); drop(flash[t], OPEN | KEPT) }
	:: atomic { runs && (flash[t] & (NEW_A | NEW_B | GONE)) -> unsynced(); drop(flash[t], NEW_A | NEW_B | GONE) }
	:: atomic { runs && (flash[t] & OLD_A) -> unsynced(); still_guarded(t); drop(flash[t], OLD_A) }
	:: atomic { runs && (flash[t] & OLD_B) -> unsynced(); still_guarded(t); drop(flash[t], OLD_B) }
	:: atomic { runs && (flash[t] & IN_FOLDER & ~(FOLDER | OLD)) == 0 -> unsynced(); drop(flash[t], IN_FOLDER); break }
	or_leaves_orphan(RM_FOLDER)
	or_dies
	od;
#else
	RUN(RM_FOLDER, tell_end); /* all that matters of it is gone with the outcome and the boot script */
#endif
tell_end: /* turn_end */
	TEST(n != NOTHING, end_turn);
	if
	:: atomic { runs && saw_RM_ENDED == 0 -> goto ln_ended }
	:: atomic { runs && saw_RM_ENDED != 0 -> v = saw_RM_ENDED; do_RM_ENDED; v = 0 }
	or_leaves_orphan(RM_ENDED)
	or_dies
	fi;
ln_ended:
	RUN(LN_ENDED, end_turn);
end_turn:
	n = 0;
	RUN(RM_NOW, end_folder);
end_folder:
#ifdef NO_FOLDER_AT_ONCE
	do /* rm -rf */
	:: atomic { runs && workers[t] > 0 -> workers[t] = 0; worker[t] = NOBODY; timer[t] = NOBODY }
	:: atomic { runs && has(room[t], TOUCHED) -> drop(room[t], TOUCHED) }
	:: atomic { runs && outcome[t] != NOTHING -> outcome[t] = NOTHING }
	:: atomic { runs && has(room[t], LIBRARY) -> drop(room[t], LIBRARY) }
	:: atomic { runs && workers[t] == 0 && !has(room[t], TOUCHED) && !has(room[t], LIBRARY) && outcome[t] == NOTHING -> do_MV_OVER; break }
	or_dies
	od;
#else
	RUN(MV_OVER, stop_timer);
#endif
stop_timer: /* guard_stop_timer */
	RUN(STOP, settled);
settled:
	skip
}

/* ---- The script that makes a change ------------------------------------------------------------------------------------------ */

/* The change fails, or its script is stopped by a signal. */
#define or_fails :: atomic { runs && troubles > 0 -> troubles--; goto failed }

#if HANGS
#define or_hangs :: atomic { runs && hangs > 0 -> hangs--; add(hanging, 1 << me); goto hangs_now }
#else
#define or_hangs
#endif

#define STEP(command) STEP_AND(command, skip)
#define STEP_AND(command, more) \
	if \
	:: atomic { runs && can_##command -> v = saw_##command; do_##command; v = 0; more } \
	:: atomic { runs && !(can_##command) -> goto failed } \
	or_fails \
	or_leaves_orphan(command) \
	or_dies \
	fi

/* Once there is a timer. */
#define GUARDED(command) GUARDED_AND(command, skip)
#define GUARDED_AND(command, more) \
	if \
	:: atomic { runs && can_##command -> v = saw_##command; do_##command; v = 0; more } \
	:: atomic { runs && !(can_##command) -> goto failed } \
	or_fails \
	or_hangs \
	or_leaves_orphan(command) \
	or_dies \
	fi

proctype Script(byte t; byte me) {
	byte v, n;
	bit armed;

	/* The client has read the files, and sends the script. Had it read half a change, STAGE would fail. */
end_idle:
	if
	:: atomic { runs && config_a == config_b -> before[t] = config_a; add(begun, 1 << t) }
	:: atomic { down == me -> down = me + 1; goto end_idle }
	fi;

	/* library_write: turn_open */
#if CLIENTS > 1
	if
	:: atomic { runs && can_MKDIR_OF -> do_MKDIR_OF; do_LN_FIRST; do_MV_LIBRARY }
	:: atomic { runs && !(can_MKDIR_OF) -> goto say_failed }
	or_dies
	fi;
#else
	RUN(MKDIR_OF, say_failed);
#ifdef NO_CLAIM_OF_FIRST
	n = 1;
	RUN_AND(LN_WORKER, n = 0, say_failed);
#else
	RUN(LN_FIRST, say_failed);
#endif
	RUN(MV_LIBRARY, say_failed);
#endif

	/* guard_begin: turn_take */
try:
	STEP(LN_NOW);
look:
	if
	:: atomic { runs && !OTHERS_NOW -> goto ours }
	:: atomic { runs && OTHERS_NOW && !FIRST_NOW }
	:: atomic { runs && OTHERS_NOW && FIRST_NOW -> goto wait_with_link }
	or_dies
	fi;
	RUN(RM_NOW, try);
	if
	:: atomic { runs && !OTHERS_NOW -> goto try }
	or_fails /* or gives up */
	or_dies
	fi;
wait_with_link:
	if
	:: atomic { runs && !OTHERS_NOW -> goto look }
	or_fails
	or_dies
	fi;
ours:

	/* flash_open: flash_clear. A boot script that is still there has nothing to do any more. */
	TEST(those(has_boot) != 0 || those(has_folder) != 0, cleared);
	RUN(RM_BOOTS, failed);
	RUN(RM_FOLDERS, failed);
cleared:
	STEP(MKDIR_FLASH); /* flash_make */
	STEP(MV_BOOT);     /* flash_make */
	STEP(STAGE);       /* flash_stage, for both files */

	/* guard_arm */
	STEP(SYNC);        /* flash_ready */
	STEP(MV_COPY);     /* flash_ready */
	if                 /* flash_ready; no command of its own */
	:: atomic { runs && can_WRITE_OPEN -> do_WRITE_OPEN; armed = 1 }
	:: atomic { runs && !(can_WRITE_OPEN) -> goto failed }
	or_fails
	or_dies
	fi;
	STEP(MKFIFO);
	STEP(START);       /* guard_start_timer */
	if
	:: atomic { runs && timer[t] == TIMER(t) } /* guard_timer_lives */
	:: atomic { runs && timer[t] != TIMER(t) -> goto failed } /* it waits in vain */
	or_dies
	fi;

	GUARDED_AND(LN_TOUCHED, enter); /* guard_touched */
	GUARDED(MV_NEW_A);              /* flash_commit */
	GUARDED(MV_NEW_B);              /* flash_commit */
	GUARDED(LN_UNTIL);              /* guard_reload; guard_applied: guard_give_time */
#ifdef NO_DEAFNESS_AT_REST
	RUN_AND(LN_REST, leave, failed);
	if :: atomic { runs } :: atomic { runs && troubles > 0 -> troubles--; goto stopped } or_dies fi;
#else
	if :: atomic { runs } :: atomic { runs && troubles > 0 -> troubles--; goto stopped } or_hangs or_dies fi;
	RUN_AND(LN_REST, leave, rested); /* turn_rest */
rested:
#endif
	if :: atomic { runs -> add(applied, 1 << t); die(); goto dead } or_dies fi;

stopped: /* by its own client, which asks for nothing more */
	if :: atomic { runs -> add(done, 1 << t) } or_dies fi;
failed: /* apply_fail: guard_withdraw */
	TEST(armed, settling);
	RUN(RM_OPEN, beaten); /* guard_decide */
settling:
	settle();
	goto say_failed;
beaten: /* another one has decided, and ends the change */
	skip;
say_failed:
	if
	:: atomic { runs -> if :: !has(done | applied, 1 << t) -> add(denied, 1 << t); add(done, 1 << t) :: else fi; die(); goto dead }
	or_dies
	fi;

#if HANGS
hangs_now:
end_hanging:
	WAIT(false);
#endif

dead:
	atomic { n = 0; armed = 0 }
end_dead:
	do
	:: atomic { down == me -> down = me + 1 }
	od
}

/* ---- The timer of a change: guard_serve -------------------------------------------------------------------------------------- */

proctype Timer(byte t; byte me) {
	byte v, n;

end_idle:
	if
	:: atomic { runs && has(service, 1 << t) && has(room[t], LIBRARY) -> if :: timer[t] == NOBODY -> goto ln_timer :: else fi }
	:: atomic { down == me -> down = me + 1; goto end_idle }
	fi;
	RUN(RM_TIMER, over);
ln_timer:
	RUN(LN_TIMER, again);
again:
	TEST(has(room[t], DIR), over); /* guard_is_over */
	TEST(has(flash[t], OPEN), work); /* guard_tick */
	if /* guard_is_due; while it is not, the same is asked again each second */
	:: atomic { runs && (has(room[t], RECALLED) || until[t] != 0 || worker[t] == DEAD || has(hanging, 1 << SCRIPT(t))) }
	:: atomic { runs && !has(flash[t], OPEN) -> goto again }
	or_dies
	fi;
	RUN(RM_OPEN, again); /* guard_decide */
	TEST(!has(room[t], REST), work);
stop_worker: /* guard_stop_worker */
	if
	:: atomic { runs && worker[t] == SCRIPT(t) -> add(kills, 1 << SCRIPT(t)) }
	:: atomic { runs && worker[t] != SCRIPT(t) -> goto work }
	or_dies
	fi;
	WAIT(worker[t] != SCRIPT(t));
work:
	if /* turn_work */
	:: atomic { runs && nobody_works -> n = workers[t] + 1 }
	:: atomic { runs && !has(room[t], DIR) -> goto over }
#ifndef NO_WATCH_AFTER_VERDICT
	:: atomic { runs && worker[t] == SCRIPT(t) && has(hanging, 1 << SCRIPT(t)) -> goto stop_worker } /* guard_watch_worker */
#endif
	or_dies
	fi;
	RUN(LN_WORKER, not_mine);
#ifndef NO_SECOND_LOOK_AT_VERDICT
	TEST(!has(flash[t], OPEN), not_mine);
#endif
	settle();
not_mine:
	n = 0;
	goto again;

over:
	atomic { die(); n = 0; goto end_idle }
dead: /* procd starts it anew */
	atomic { n = 0; if :: !PROCD -> drop(service, 1 << t) :: else fi; goto end_idle }
}

/* ---- All others: looking, confirming, holding, recalling, helping -------------------------------------------------------------- */

#define LOOK    1
#define CONFIRM 2
#define HOLD    3
#define RECALL  4
#define HELP    5

proctype Asker(byte me) {
	byte t, v, n, what;
#if HOLDS
	byte own;
#endif

end_idle:
	if
	:: atomic { runs && asks > 0 && has(begun, 1) ->
		if
		:: !has(done, 1 << t) -> what = LOOK
		:: !has(done, 1 << t) -> what = RECALL; add(done, 1 << t) /* the user has stopped it */
		:: has(applied, 1 << t) -> what = CONFIRM /* by the client, or by somebody else who has found the change */
		:: has(applied, 1 << t) -> what = RECALL /* the same; or the change is not fit to stay */
#if HOLDS
		:: has(applied, 1 << t) -> what = HOLD; held++; own = held;
#ifdef NO_LINK_OF_ONES_OWN
			if :: own = 1 :: own = 2 fi
#endif
#endif
		:: CLIENTS > 1 && has(room[t], NOW) -> what = HELP /* guard_help */
		:: else -> t = 0; goto end_idle
		fi;
		asks-- }
	:: atomic { timeout && me == ASKER(0) && NOW_ANY && helps < MOST_HELPS -> /* in the end a later client comes, and helps all that are in its way */
		helps++; what = HELP; t = helps % CLIENTS;
		do
		:: has(room[t], NOW) -> break
		:: !has(room[t], NOW) -> t = (t + 1) % CLIENTS
		od }
	:: atomic { down == me -> down = me + 1; goto end_idle }
	fi;

	if /* library_find, guard_help */
	:: atomic { runs && !has(room[t], LIBRARY) && what == HELP -> goto drop_turn }
	:: atomic { runs && !has(room[t], LIBRARY) && what != HELP -> goto tell_outcome }
	:: atomic { runs && has(room[t], LIBRARY) && (what == LOOK || what == HELP) -> goto rescue }
	:: atomic { runs && has(room[t], LIBRARY) && what == RECALL -> goto recall }
	:: atomic { runs && has(room[t], LIBRARY) && (what == CONFIRM || what == HOLD) }
	or_dies
	fi;

	TEST(until[t] != 0, rescue); /* answer_is_fit: guard_is_made */
#if HOLDS
	if
	:: atomic { runs && what == HOLD && has(flash[t], OPEN) -> goto hold }
	:: atomic { runs && what == HOLD && !has(flash[t], OPEN) -> goto rescue }
	:: atomic { runs && what == CONFIRM }
	or_dies
	fi;
#endif
	RUN(MV_KEPT, rescue); /* answer_confirm */
#ifdef NO_SYNC_IN_SETTLE
	RUN(SYNC, rescue);
#endif
	TEST(has(room[t], DIR), rescue); /* answer_finish */
	if /* turn_work */
	:: atomic { runs && nobody_works -> n = workers[t] + 1; goto work }
	:: atomic { runs && !has(room[t], DIR) -> goto rescue }
	:: atomic { runs && !nobody_works && worker[t] != SCRIPT(t) -> goto rescue } /* it waits in vain */
	or_dies
	fi;

#if HOLDS
hold: /* answer_hold: guard_give_time */
#ifdef NO_LIST_BEFORE_HOLD
	RUN(LN_HOLD, rescue);
	if :: atomic { runs -> n = until[t] & ~(saw_LN_HOLD) } or_dies fi;
#else
	if :: atomic { runs -> n = until[t] & ~(saw_LN_HOLD) } or_dies fi;
	RUN(LN_HOLD, forget_untils);
#endif
	RUN(RM_UNTILS, forget_untils);
forget_untils:
	if :: atomic { runs -> n = 0; goto rescue } or_dies fi;
#endif

recall: /* guard_recall */
	RUN(LN_RECALLED, rescue);

rescue: /* guard_rescue */
	TEST(timer[t] == NOBODY || timer[t] == DEAD, tell); /* guard_timer_lives */
	TEST(has(flash[t], OPEN), try_work); /* guard_tick */
	if /* guard_is_due */
	:: atomic { runs && (has(room[t], RECALLED) || worker[t] == DEAD || workers[t] == 0 || until[t] != 0) }
	:: atomic { runs && !has(room[t], RECALLED) && (until[t] != 0 || (worker[t] != DEAD && workers[t] > 0)) -> goto start }
	or_dies
	fi;
	RUN(RM_OPEN, start); /* guard_decide */
	TEST(!has(room[t], REST), try_work);
	if /* guard_stop_worker */
	:: atomic { runs && worker[t] == SCRIPT(t) -> add(kills, 1 << SCRIPT(t)) }
	:: atomic { runs && worker[t] != SCRIPT(t) -> goto try_work }
	or_dies
	fi;
	WAIT(worker[t] != SCRIPT(t));
try_work:
	if /* turn_work */
	:: atomic { runs && nobody_works -> n = workers[t] + 1 }
	:: atomic { runs && !nobody_works -> goto start }
	or_dies
	fi;
work:
	RUN(LN_WORKER, start);
#ifndef NO_SECOND_LOOK_AT_VERDICT
	TEST(!has(flash[t], OPEN), start);
#endif
	settle();
start:
	n = 0;
	TEST(has(room[t], DIR | PIPE) && has(flash[t], OPEN), tell);
	RUN(START, tell); /* guard_start_timer */

tell: /* answer_state */
	if
	:: atomic { runs && what == HELP -> goto over }
	:: atomic { runs && what != HELP && has(room[t], DIR) -> goto tell_running }
	:: atomic { runs && what != HELP && !has(room[t], DIR) }
	or_dies
	fi;

tell_outcome: /* library_outcome */
	if
	:: atomic { runs && ended[t] == CONFIRMED -> if :: what == CONFIRM -> add(promised, 1 << t); add(done, 1 << t); goto over :: what != CONFIRM -> goto judge fi }
	:: atomic { runs && ended[t] == ROLLED_BACK -> goto judge }
	:: atomic { runs && ended[t] == NOTHING }
	or_dies
	fi;
	RUN(MKDIR_OF, forbid); /* turn_forbid */
forbid:
#ifdef NO_CLAIM_OF_FIRST
	TEST(workers[t] > 0, judge);
#else
	RUN(LN_NEVER, begun_already);
	goto look_again;
begun_already:
#endif
	TEST(workers[t] != 1 || worker[t] == DEAD, over); /* it runs */
look_again:
#ifndef NO_SECOND_LOOK
	TEST(!has(room[t], LIBRARY), over); /* it runs */
#endif
	if :: atomic { runs -> goto judge } or_dies fi; /* it is unknown; what had become of it meanwhile the client need not know */

tell_running:
	if
	:: atomic { runs && has(flash[t], OPEN) && until[t] != 0 -> add(applied, 1 << t); goto over }
	:: atomic { runs && !(has(flash[t], OPEN) && until[t] != 0) -> goto over }
	or_dies
	fi;

drop_turn: /* turn_drop */
	RUN(MKDIR_OF, drop_forbid);
drop_forbid:
	RUN(LN_NEVER, drop_work);
drop_work:
	if /* turn_work */
	:: atomic { runs && nobody_works -> n = workers[t] + 1 }
	:: atomic { runs && !nobody_works -> goto over }
	or_dies
	fi;
	RUN(LN_WORKER, over);
	n = 0;
	RUN(RM_NOW, drop_folder); /* turn_end */
drop_folder:
	RUN(MV_OVER, over);
	goto over;

judge: /* GuardedChange.JudgeAsync: the client reads the files, as soon as there is power */
	if
	:: atomic { down == 0 ->
		if
		:: !has(done, 1 << t) && config_a == t + 1 && config_b == t + 1 -> add(promised, 1 << t)
		:: !has(done, 1 << t) && config_a == before[t] && config_b == before[t] -> add(denied, 1 << t)
		:: else
		fi;
		add(done, 1 << t) }
	:: atomic { down == me -> die(); down = me + 1; goto judge }
	fi;

over:
	atomic { die(); t = 0; n = 0; what = 0; goto end_idle }
dead:
	atomic { t = 0; n = 0; what = 0; goto end_idle }
}

/* ---- Orphans: the command that a killed shell had just started --------------------------------------------------------------- */

#define LATE(command) :: orphan == nr_##command -> if :: can_##command -> do_##command :: else fi

#if ORPHANS
proctype Orphan() {
	byte t, v, n;
	byte me = DEAD;

end_idle:
	do
	:: atomic { down == 0 && orphan != 0 -> t = orphan_t; v = orphan_v; n = orphan_v;
		if
		LATE(MKDIR_OF) LATE(LN_FIRST) LATE(LN_NEVER) LATE(MV_LIBRARY) LATE(LN_NOW) LATE(RM_NOW) LATE(RM_BOOTS) LATE(RM_FOLDERS)
		LATE(MKDIR_FLASH) LATE(MV_BOOT) LATE(STAGE) LATE(SYNC) LATE(MV_COPY) LATE(MKFIFO) LATE(START) LATE(LN_TOUCHED)
		LATE(MV_NEW_A) LATE(MV_NEW_B) LATE(LN_UNTIL) LATE(LN_REST) LATE(RM_OPEN) LATE(MV_KEPT) LATE(LN_RECALLED)
		LATE(RM_TIMER) LATE(LN_TIMER) LATE(LN_WORKER) LATE(MV_GONE) LATE(MV_OLD_A) LATE(MV_OLD_B)
		LATE(LN_CONFIRMED) LATE(LN_ROLLED_BACK) LATE(RM_BOOT) LATE(RM_FOLDER) LATE(RM_ENDED) LATE(LN_ENDED)
		LATE(MV_OVER) LATE(STOP) LATE(LN_HOLD) LATE(RM_UNTILS)
		fi;
		orphan = 0; orphan_t = 0; orphan_v = 0; t = 0; v = 0; n = 0 }
	od
}
#endif

/* ---- The power, and the boot --------------------------------------------------------------------------------------------------- */

#if CUTS
#define in_memory(u) room[u] = 0; until[u] = 0; workers[u] = 0; worker[u] = NOBODY; timer[u] = NOBODY; outcome[u] = NOTHING; ended[u] = NOTHING

inline power_cut() {
	cuts--;
	if :: losing -> config_a = lasting_a; config_b = lasting_b; each(lose) :: else fi;
	synced();
	each(in_memory);
	service = 0;
	orphan = 0; orphan_t = 0; orphan_v = 0
}

#define or_power_cut :: atomic { cuts > 0 -> power_cut(); goto boot }

proctype Power() {
	byte t, v;

end_on:
	atomic { down == 0 && cuts > 0 && begun != 0 -> power_cut(); down = 1 }
	(down == SLOTS + 1);

boot: /* the script that flash_write_boot has written, for each change that has left one */
	atomic { t = 0; v = 0 }
next_change:
	if
	:: atomic { t < CLIENTS && !has(flash[t], BOOT) -> t++; goto next_change }
	:: atomic { t < CLIENTS && has(flash[t], BOOT) && !has(flash[t], FOLDER) -> goto rm_boot }
	:: atomic { t < CLIENTS && has(flash[t], BOOT | FOLDER | KEPT) -> v = CONFIRMED; goto say_at_boot }
	:: atomic { t < CLIENTS && has(flash[t], BOOT | FOLDER) && !has(flash[t], KEPT) }
	:: atomic { t == CLIENTS -> t = 0; down = 0; goto end_on }
	or_power_cut
	fi;
	if
	:: atomic { has(flash[t], OLD | OLD_A) && !has(flash[t], NEW_A) -> do_MV_OLD_A; v = ROLLED_BACK }
	:: atomic { !(has(flash[t], OLD | OLD_A) && !has(flash[t], NEW_A)) }
	or_power_cut
	fi;
	if
	:: atomic { has(flash[t], OLD | OLD_B) && !has(flash[t], NEW_B) -> do_MV_OLD_B; v = ROLLED_BACK }
	:: atomic { !(has(flash[t], OLD | OLD_B) && !has(flash[t], NEW_B)) }
	or_power_cut
	fi;
say_at_boot:
	atomic { ended[t] = v; v = 0 }
#ifndef NO_OLD_FIRST_AT_BOOT
	do
	:: atomic { has(flash[t], OLD_A) -> unsynced(); still_guarded(t); drop(flash[t], OLD_A) }
	:: atomic { has(flash[t], OLD_B) -> unsynced(); still_guarded(t); drop(flash[t], OLD_B) }
	:: atomic { !has(flash[t], OLD_A) && !has(flash[t], OLD_B) -> unsynced(); drop(flash[t], OLD); break }
	or_power_cut
	od;
#endif
	do
	:: atomic { (flash[t] & (OPEN | KEPT)) -> unsynced(); drop(flash[t], OPEN | KEPT) }
	:: atomic { (flash[t] & (NEW_A | NEW_B | GONE)) -> unsynced(); drop(flash[t], NEW_A | NEW_B | GONE) }
	:: atomic { has(flash[t], OLD_A) -> unsynced(); still_guarded(t); drop(flash[t], OLD_A) }
	:: atomic { has(flash[t], OLD_B) -> unsynced(); still_guarded(t); drop(flash[t], OLD_B) }
	:: atomic { (flash[t] & IN_FOLDER & ~(FOLDER | OLD)) == 0 -> unsynced(); drop(flash[t], IN_FOLDER); break }
	or_power_cut
	od;
rm_boot: /* by the boot, since its script has ended well */
	if
	:: atomic { true -> unsynced(); drop(flash[t], BOOT); t++; goto next_change }
	or_power_cut
	fi
}
#endif

/* ---- Rest: nothing more goes wrong, and nothing more happens --------------------------------------------------------------------- */

proctype Calm() {
end_idle:
	atomic { down == 0 && crashes + orphans + troubles + hangs + cuts + asks > 0 ->
		crashes = 0; orphans = 0; troubles = 0; hangs = 0; cuts = 0; asks = 0 }
}

/* Whether the files come from change u, perhaps with later ones upon it. */
#define comes_from(u) has(origin, 1 << (u))
#define judged(u) \
	claim(unkept_change_stays, !comes_from(u) || has(flash[u], CLAIMED)); \
	claim(confirmed_change_is_gone, !has(promised, 1 << (u)) || comes_from(u)); \
	claim(denied_change_stays, !has(denied, 1 << (u)) || !comes_from(u)); \
	claim(boot_would_undo, !has(flash[u], BOOT | FOLDER | OLD) || has(flash[u], KEPT) || !comes_from(u))

proctype Rest() {
	byte text, origin;

end_idle:
	atomic { timeout && (!NOW_ANY || helps == MOST_HELPS) ->
		claim(turn_held_for_ever, !NOW_ANY);
		claim(files_mixed, config_a == config_b);
		text = config_a;
		do
		:: text != 0 -> add(origin, 1 << (text - 1)); text = before[text - 1]
		:: else -> break
		od;
		each(judged);
		text = 0; origin = 0 }
}

init {
	atomic {
		run Script(0, SCRIPT(0)); run Timer(0, TIMER(0));
#if CLIENTS > 1
		run Script(1, SCRIPT(1)); run Timer(1, TIMER(1));
#endif
#if CLIENTS > 2
		run Script(2, SCRIPT(2)); run Timer(2, TIMER(2));
#endif
		run Asker(ASKER(0));
#if ASKERS > 1
		run Asker(ASKER(1));
#endif
#if ORPHANS
		run Orphan();
#endif
#if CUTS
		run Power();
#endif
		run Calm(); run Rest()
	}
}
