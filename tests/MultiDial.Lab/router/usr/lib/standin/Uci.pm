# UCI packages on disk: /etc/config/<package> and the deltas of uncommitted changes beside it.
package Uci;
use strict;
use warnings;
use Fcntl qw(:flock O_RDWR O_CREAT O_RDONLY O_WRONLY O_EXCL);
use UciText;
use UciModel;
use UciFile;
our @ISA = ('UciFile');

sub new {
    my $class = shift;
    return bless {
        confdir => '/etc/config', conf2dir => '/var/run/uci', savedir => '/tmp/.uci', delta_path => ['/tmp/.uci'],
        strict => 1, perror => 0, export_names => 0, text => undef, info => '',
    }, $class;
}

# -t and -P: where changes are saved; it is read last of all delta directories.
sub set_savedir {
    my ($self, $dir) = @_;
    $self->{delta_path} = [(grep { $_ ne $dir } @{ $self->{delta_path} }), $dir];
    $self->{savedir} = $dir;
}

sub add_delta_path {
    my ($self, $dir) = @_;
    my $path = $self->{delta_path};
    splice @$path, -1, 0, $dir unless grep { $_ eq $dir } @$path;
}

sub message {
    my ($self, $code) = @_;
    my @text = ('Success', 'Out of memory', 'Invalid argument', 'Entry not found', 'I/O error', 'Parse error', 'Duplicate entry');
    my $t = $self->{text};
    $self->{info} = sprintf ' (%s) at line %d, byte %d', defined $t->{reason} ? $t->{reason} : 'unknown', $t->{line}, $t->{byte}
        if $t && $code == UciText::PARSE;
    # libuci never clears this text: every further message of one process repeats it and gets one more line end.
    $self->{info} .= "\n";
    return $text[$code] . $self->{info};
}

sub open_file {
    my ($self, $path, $write, $create) = @_;
    UciText::throw(UciText::NOTFOUND) if !$write && !-f $path;
    my $mode = 0600;
    if ($create) {
        my ($base) = $path =~ m{([^/]*)\z};
        my @st = stat "$self->{confdir}/$base";
        $mode = $st[2] & 07777 if @st;
    }
    sysopen my $fh, $path, ($write ? O_RDWR : O_RDONLY) | ($create ? O_CREAT : 0), $mode or UciText::throw(UciText::IO);
    flock $fh, $write ? LOCK_EX : LOCK_SH;
    return $fh;
}

sub config_path {
    my ($self, $name, $second) = @_;
    UciText::throw(UciText::INVAL) unless UciText::valid_package($name);
    my $dir = $second ? $self->{conf2dir} : $self->{confdir};
    return defined $dir ? "$dir/$name" : undef;
}

# Reads a package with its pending changes.
sub load {
    my ($self, $name) = @_;
    my ($path, $second, $has_delta);
    if ($name =~ m{\A\.?/}) { $path = $name; ($name) = $path =~ m{([^/]*)\z} }
    elsif ($name =~ /\A\./) { UciText::throw(UciText::NOTFOUND) }
    else {
        $path = $self->config_path($name, $second = 1);
        $path = $self->config_path($name, $second = 0) unless defined $path && -e $path;
        $has_delta = 1;
    }
    my $package = $self->parse($self->open_file($path), $name);
    @$package{qw(path has_delta second)} = ($path, $has_delta, $second);
    $self->load_delta($package);
    return $package;
}

# A delta file has one change a line: <kind>package.section[.option]='value'
sub delta_line {
    my ($name, $d) = @_;
    my $line = "$d->{kind}$name.$d->{section}";
    $line .= ".$d->{option}" if defined $d->{option};
    $line .= "='" . UciText::escape($d->{value}) . "'" if defined $d->{value};
    return "$line\n";
}

sub parse_delta {
    my $text = shift;
    my $word = $text->argument;
    UciText::throw(UciText::INVAL) if $text->rest ne '';
    my $kind = $word =~ s/\A([-+@^|~])// ? $1 : '';
    my $ptr = UciText::parse_pointer($word);
    my $value = defined $ptr->{value};
    my $good = defined $ptr->{section} && !$ptr->{extended} && ($value || $kind eq '-')
        && ($kind ne '^' || !defined $ptr->{option}) && ($kind ne '@' || UciText::valid_name($ptr->{value}))
        && ($kind !~ /[|~]/ || defined $ptr->{option});
    UciText::throw(UciText::INVAL) unless $good;
    return ($kind, $ptr);
}

# Calls $use->(kind, pointer) for each line of a delta file and counts those; broken lines are skipped, unless $strict.
sub each_delta {
    my ($self, $handle, $use, $strict) = @_;
    my ($text, $count) = (UciText->new($handle), 0);
    until ($text->{eof}) {
        $text->start_line;
        next if $text->{buf} eq '';
        if (eval { $use->(parse_delta($text)); 1 }) { $count++ }
        elsif ($strict) { return undef }
    }
    return $count;
}

sub apply_delta {
    my ($package, $kind, $ptr) = @_;
    UciText::throw(UciText::PARSE) if $ptr->{package} ne $package->{name};
    push @{ $package->{saved} }, { kind => $kind, section => $ptr->{section}, option => $ptr->{option}, value => $ptr->{value} };
    $ptr->{internal} = 1;
    if ($kind eq '^') {
        $package->resolve($ptr);
        UciModel::need_complete($ptr);
        $package->reorder($ptr->{s}, int $ptr->{value}, 1);
    } elsif ($kind eq '@') { $package->rename($ptr) }
    elsif ($kind eq '-') { $package->delete($ptr) }
    elsif ($kind eq '|') { $package->add_list($ptr) }
    elsif ($kind eq '~') { $package->del_list($ptr) }
    else {
        $package->set($ptr);
        $ptr->{s}{anonymous} = 1 if $kind eq '+' && !defined $ptr->{option} && $ptr->{s};
    }
}

sub load_delta {
    my ($self, $package, $flush) = @_;
    return 0 unless $package->{has_delta};
    my $changes = 0;
    for my $dir (@{ $self->{delta_path} }) {
        my $handle = eval { $self->open_file("$dir/$package->{name}") } or next;
        $changes += $self->each_delta($handle, sub { apply_delta($package, @_) });
    }
    if ($flush && $changes && (my $handle = eval { $self->open_file("$self->{savedir}/$package->{name}", 1) })) {
        truncate $handle, 0;
    }
    return $changes;
}

# Appends the changes made in memory to the delta file.
sub save {
    my ($self, $package) = @_;
    return $self->commit($package) unless $package->{has_delta};
    return unless @{ $package->{delta} };
    my @conf = stat $self->{confdir};
    mkdir $self->{savedir}, @conf ? $conf[2] & 07777 : 0700 unless -e $self->{savedir};
    UciText::throw(UciText::IO) unless -d $self->{savedir};
    my $handle = $self->open_file("$self->{savedir}/$package->{name}", 1, 1);
    seek $handle, 0, 2;
    print $handle delta_line($package->{name}, $_) for splice @{ $package->{delta} };
    close $handle;
}

# Writes a package. With $overwrite (import) as it is, else the file as it is now plus all deltas; no delta, no write.
sub commit {
    my ($self, $package, $overwrite) = @_;
    my $path = $package->{path};
    $path = $self->config_path($package->{name}, $package->{second}) if !defined $path && $overwrite;
    UciText::throw(UciText::INVAL) unless defined $path;
    my $lock = $self->open_file($path, 1, 1);
    if ($package->{has_delta}) {
        $self->save($package);
        my $fresh = $self->parse($lock, $package->{name});
        @$fresh{qw(path has_delta second)} = ($path, 1, $package->{second});
        return unless $self->load_delta($fresh, 1);
        $package = $fresh;
    }
    my ($dir, $temporary) = ($package->{second} ? $self->{conf2dir} : $self->{confdir});
    $temporary = sprintf '%s/.%s.uci-%06x', $dir, $package->{name}, int rand 1 << 24;
    sysopen my $out, $temporary, O_WRONLY | O_CREAT | O_EXCL, 0600 or UciText::throw(UciText::IO);
    print $out $self->export($package, 0);
    close $out;
    my @st = stat $path;
    chmod $st[2] & 07777, $temporary;
    my $real = $path;
    $real = readlink $real while -l $real && readlink($real) =~ m{\A/};
    rename $temporary, $real or do { unlink $temporary; UciText::throw(UciText::IO) };
}

# Drops the pending changes of what the pointer names from the delta file. A broken line makes libuci leave all as it is.
sub revert {
    my ($self, $package, $ptr) = @_;
    UciText::throw(UciText::INVAL) unless $package->{has_delta};
    my $file = "$self->{savedir}/$package->{name}";
    my $handle = eval { $self->open_file($file, 1) } or return;
    my @keep;
    my $readable = $self->each_delta($handle, sub {
        my ($kind, $p) = @_;
        my $match = (!defined $ptr->{section} || $ptr->{section} eq $p->{section})
            && (!defined $ptr->{option} || (defined $p->{option} && $ptr->{option} eq $p->{option}));
        push @keep, delta_line($package->{name}, { kind => $kind, %$p }) unless $match;
    }, 1);
    return unless defined $readable;
    seek $handle, 0, 0;
    truncate $handle, 0;
    print $handle @keep;
    close $handle;
}

sub list_configs {
    my $self = shift;
    opendir my $dir, $self->{confdir} or UciText::throw(UciText::NOTFOUND);
    return sort grep { !/\./ && UciText::valid_package($_) && !-d "$self->{confdir}/$_" } readdir $dir;
}

1;
