package Packages::ApkChange;
# apk add and apk del.
use strict;
use warnings;
use Packages::Apk;
use Packages::Feed;
use Packages::Stanza;

sub add {
    my ($db, $simulate, @names) = @_;
    my $available = $db->available;
    my (@order, @missing, %seen);
    my $select;
    $select = sub {
        my ($name, $by) = @_;
        return if Packages::Apk::provider($db->installed, $name);
        my $package = Packages::Apk::provider($available, $name);
        return push @missing, [$name, $by] unless $package;
        return if $seen{ $package->{P} }++;
        $select->($_, "$package->{P}-$package->{V}") for split / /, $package->{D} // '';
        push @order, $package;
    };
    $select->($_, 'world') for @names;
    return refuse(@missing) if @missing;

    $db->world->{$_} = 1 for @names;
    my ($done, $errors) = (0, 0);
    for my $package (@order) {
        printf "(%d/%d) Installing %s (%s)\n", ++$done, scalar @order, $package->{P}, $package->{V};
        next if $simulate;
        my $problem = install($db, $package) // next;
        print STDERR "ERROR: $package->{P}-$package->{V}: $problem\n";
        $errors++;
    }
    $db->save unless $simulate;
    return $db->summary($errors);
}

sub refuse {
    my (@missing) = @_;
    print STDERR "ERROR: unable to select packages:\n", map { "  $_->[0] (no such package):\n    required by: $_->[1]\[$_->[0]]\n" } @missing;
    return scalar @missing;
}

# Returns what went wrong, if anything did. A configuration file of the user's stays; the package's own is laid beside it.
sub install {
    my ($db, $package) = @_;
    if (!Packages::Feed::reachable()) {
        print STDERR "ERROR: wget: exited with error 4\n";
        return 'unexpected end of file';
    }
    my $folder = $package->{folder};
    return 'No space left on device' if $package->{I} / 1024 >= Packages::Feed::free_kilobytes(-d '/overlay' ? '/overlay' : '/');
    my %kept = map { $_ => Packages::Stanza::read_file($_) } grep { -e } split /\n/, Packages::Stanza::read_file("$folder/control/conffiles") // '';
    Packages::Feed::unpack_data($folder) or return 'No space left on device';
    for (grep { $kept{$_} ne Packages::Stanza::read_file($_) } sort keys %kept) {
        rename $_, "$_.apk-new";
        Packages::Stanza::write_file($_, $kept{$_});
    }
    $package->{files} = [map { s{^/}{}r } Packages::Feed::files("$folder/data")];
    $db->installed->{ $package->{P} } = $package;
    system 'cp', '-a', "$folder/control/$_", Packages::Apk::SCRIPTS . "/$package->{P}.$_" for grep { -e "$folder/control/$_" } qw(postinst prerm postrm);
    $db->save;
    run_script($package, 'postinst', 'post-install');
    return;
}

sub run_script {
    my ($package, $file, $name) = @_;
    my $script = Packages::Apk::SCRIPTS . "/$package->{P}.$file";
    return unless -x $script;
    print "  Executing $package->{P}-$package->{V}.$name\n";
    system $script;
}

sub del {
    my ($db, @names) = @_;
    my @unknown = grep { !$db->installed->{$_} && !$db->world->{$_} } @names;
    print STDERR map { "ERROR: No such package: $_\n" } @unknown;
    return scalar @unknown if @unknown;
    delete @{ $db->world }{@names};
    my %keep = needed($db);
    my @gone = grep { !$keep{$_} } sort keys %{ $db->installed };
    my @stay = grep { $keep{$_} } @names;
    print "World updated, but the following packages are not removed due to:\n", map { "  $_: " . join(' ', dependents($db, $_)) . "\n" } @stay if @stay;
    my $done = 0;
    for my $package (map { $db->installed->{$_} } @gone) {
        printf "(%d/%d) Purging %s (%s)\n", ++$done, scalar @gone, $package->{P}, $package->{V};
        remove($db, $package);
    }
    $db->save;
    return $db->summary(0);
}

# Everything that the world asks for, with what that needs in turn.
sub needed {
    my ($db) = @_;
    my (%keep, $mark);
    $mark = sub {
        my $package = Packages::Apk::provider($db->installed, $_[0]) // return;
        $mark->($_) for $keep{ $package->{P} }++ ? () : split / /, $package->{D} // '';
    };
    $mark->($_) for keys %{ $db->world };
    return %keep;
}

sub dependents {
    my ($db, $name) = @_;
    return grep { grep { $_ eq $name } split / /, $db->installed->{$_}{D} // '' } sort keys %{ $db->installed };
}

sub remove {
    my ($db, $package) = @_;
    run_script($package, 'prerm', 'pre-deinstall');
    my %config = map { $_ => 1 } split /\n/, Packages::Stanza::read_file(Packages::Feed::FOLDER . "/packages/$package->{P}/control/conffiles") // '';
    unlink grep { !$config{$_} } map { "/$_" } @{ $package->{files} };
    run_script($package, 'postrm', 'post-deinstall');
    unlink glob Packages::Apk::SCRIPTS . "/$package->{P}.*";
    delete $db->installed->{ $package->{P} };
}

1;
