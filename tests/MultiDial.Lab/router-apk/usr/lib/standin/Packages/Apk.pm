package Packages::Apk;
# apk's database: what is installed, what was asked for by name (the world), and what the cached indexes offer.
use strict;
use warnings;
use Packages::Feed;
use Packages::Stanza;

use constant {
    INSTALLED => '/lib/apk/db/installed', SCRIPTS => '/lib/apk/db', WORLD => '/etc/apk/world', CACHE => '/var/cache/apk',
    SOURCES => '/etc/apk/repositories.d/distfeeds.list',
};

sub new {
    my ($class) = @_;
    my %installed;
    for my $record (split /\n\n/, Packages::Stanza::read_file(INSTALLED) // '') {
        my %package = (files => []);
        my $folder = '';
        for (split /\n/, $record) {
            my ($key, $value) = split /:/, $_, 2;
            if ($key eq 'F') { $folder = $value }
            elsif ($key eq 'R') { push @{ $package{files} }, "$folder/$value" }
            else { $package{$key} = $value }
        }
        $installed{ $package{P} } = \%package if $package{P};
    }
    my %world = map { $_ => 1 } split /\n/, Packages::Stanza::read_file(WORLD) // '';
    return bless { installed => \%installed, world => \%world }, $class;
}

sub installed { $_[0]{installed} }
sub world { $_[0]{world} }

# Index addresses, with the feed's folder and the place of the cached index.
sub sources {
    return map {
        my ($feed) = m{/([^/]+)/packages\.adb$};
        $feed = 'core' if m{/targets/};
        { url => $_, feed => $feed, cache => CACHE . "/$feed.adb" };
    } split /\n/, Packages::Stanza::read_file(SOURCES) // '';
}

# Fetches the indexes; returns how many stay out of reach.
sub update {
    my ($self) = @_;
    my ($unavailable, $stale) = (0, 0);
    system 'mkdir', '-p', CACHE;
    for my $source (sources()) {
        if (Packages::Feed::reachable()) {
            Packages::Stanza::write_file($source->{cache}, '');
            print " [$source->{url}]\n";
            next;
        }
        my $cached = -e $source->{cache};
        $cached ? $stale++ : $unavailable++;
        print STDERR "ERROR: wget: exited with error 4\nWARNING: updating", $cached ? '' : ' and opening', " $source->{url}: unexpected end of file\n";
    }
    my $count = keys %{ { %{ $self->available }, %{ $self->installed } } };
    print $unavailable + $stale ? "$unavailable unavailable, $stale stale;" : 'OK:', " $count distinct packages available\n";
    return $unavailable + $stale;
}

# What the cached indexes offer; an index that was never fetched is worth a warning.
sub available {
    my ($self, $quiet) = @_;
    my %found;
    for my $source (sources()) {
        if (-e $source->{cache}) {
            $found{ $_->{Package} } = record($_) for Packages::Feed::packages($source->{feed});
        } elsif (!$quiet) {
            print STDERR "WARNING: opening from cache $source->{url}: No such file or directory\n";
        }
    }
    return \%found;
}

sub record {
    my ($package) = @_;
    my $depends = join ' ', Packages::Stanza::names($package->{Depends});
    my $provides = join ' ', Packages::Stanza::names($package->{Provides});
    return {
        P => $package->{Package}, V => $package->{Version}, A => $package->{Architecture} eq 'all' ? 'noarch' : $package->{Architecture},
        I => $package->{'Installed-Size'}, T => $package->{Description}, L => 'GPL-2.0', o => "feeds/$package->{Package}",
        $depends ? (D => $depends) : (), $provides ? (p => $provides) : (), folder => $package->{Folder}, files => [],
    };
}

# The package of that name, or one that provides it.
sub provider {
    my ($packages, $name) = @_;
    return $packages->{$name} if $packages->{$name};
    for (sort keys %$packages) {
        return $packages->{$_} if grep { $_ eq $name } split / /, $packages->{$_}{p} // '';
    }
    return;
}

sub save {
    my ($self) = @_;
    my $installed = $self->installed;
    Packages::Stanza::write_file(INSTALLED, join '', map { format_record($installed->{$_}) . "\n" } sort keys %$installed);
    Packages::Stanza::write_file(WORLD, join '', map { "$_\n" } sort keys %{ $self->world });
}

sub format_record {
    my ($package) = @_;
    my $folder = '';
    my $text = join '', map { "$_:$package->{$_}\n" } grep { defined $package->{$_} } qw(P V A I T L o D p);
    for (@{ $package->{files} }) {
        my ($in, $name) = m{^(?:(.*)/)?([^/]+)$};
        $text .= "F:$in\n" if $in ne $folder;
        $folder = $in;
        $text .= "R:$name\n";
    }
    return $text;
}

sub summary {
    my ($self, $errors) = @_;
    my $installed = $self->installed;
    my $bytes = 0;
    $bytes += $_->{I} // 0 for values %$installed;
    my $start = $errors ? $errors == 1 ? '1 error;' : "$errors errors;" : 'OK:';
    printf "%s %.1f MiB in %d packages\n", $start, $bytes / 1048576, scalar keys %$installed;
    return $errors;
}

1;
