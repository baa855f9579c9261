package Packages::Opkg;
# opkg's database: what is installed, and what the lists of the last update offer.
use strict;
use warnings;
use Packages::Feed;
use Packages::Stanza;

use constant {
    STATUS => '/usr/lib/opkg/status', INFO => '/usr/lib/opkg/info', LISTS => '/var/opkg-lists', SOURCES => '/etc/opkg/distfeeds.conf',
};

my @STATUS_FIELDS = qw(Package Version Depends Provides Status Essential Architecture Conffiles Installed-Time Auto-Installed);
my @SHOWN = qw(Package Version Depends Provides Status Section Essential Architecture Size Filename Conffiles Description Installed-Time);
my @LISTED = qw(Package Version Depends Provides Section Architecture Installed-Size Size Filename Description);

sub new {
    my ($class) = @_;
    my %installed = map { $_->{Package} => $_ } Packages::Stanza::parse(Packages::Stanza::read_file(STATUS) // '');
    return bless { installed => \%installed, errors => [] }, $class;
}

sub error {
    my ($self, $where, $text) = @_;
    push @{ $self->{errors} }, " * $where: $text\n";
    return 0;
}

sub print_errors {
    my ($self) = @_;
    print STDERR "Collected errors:\n", @{ $self->{errors} } if @{ $self->{errors} };
}

# The feeds of /etc/opkg/distfeeds.conf: name, address, folder.
sub sources {
    my @pairs = (Packages::Stanza::read_file(SOURCES) // '') =~ m{^src/gz\s+(openwrt_(\S+))\s+(\S+)}mg;
    my @sources;
    while (my ($name, $feed, $url) = splice @pairs, 0, 3) {
        push @sources, { name => $name, feed => $feed, url => $url };
    }
    return @sources;
}

sub download {
    my ($self, $url) = @_;
    print "Downloading $url\n";
    return 1 if Packages::Feed::reachable();
    $self->error('opkg_download', "Failed to download $url, wget returned 4.");
    return $self->error('opkg_download', "Check your network settings and connectivity.\n");
}

sub update {
    my ($self) = @_;
    my $failures = 0;
    mkdir LISTS;
    for my $source (sources()) {
        my ($url, $list) = ("$source->{url}/Packages.gz", LISTS . "/$source->{name}");
        if (!$self->download($url)) {
            $failures++;
            print "*** Failed to download the package list from $url\n\n";
            next;
        }
        Packages::Stanza::write_file($list, join "\n", map { listed($_) } Packages::Feed::packages($source->{feed}));
        print "Updated list of available packages in $list\n";
        $self->download("$source->{url}/Packages.sig");
        print "Signature check passed.\n";
    }
    return $failures;
}

sub listed {
    my ($package) = @_;
    my %entry = (%$package, Filename => "$package->{Package}_$package->{Version}_$package->{Architecture}.ipk", Size => $package->{'Installed-Size'} >> 1);
    return Packages::Stanza::format(\%entry, @LISTED);
}

# What can be installed by name, after an update.
sub available {
    my ($self) = @_;
    return $self->{available} //= { map { $self->offered($_) } sources() };
}

sub offered {
    my ($self, $source) = @_;
    my $text = Packages::Stanza::read_file(LISTS . "/$source->{name}") // return;
    my %folder = map { $_->{Package} => $_->{Folder} } Packages::Feed::packages($source->{feed});
    return map { $_->{Package} => { %$_, Url => "$source->{url}/$_->{Filename}", Folder => $folder{ $_->{Package} } } } Packages::Stanza::parse($text);
}

sub installed { $_[0]{installed} }

# The installed or else an available package that has or provides the name.
sub provider {
    my ($self, $name) = @_;
    for my $packages ($self->{installed}, $self->available) {
        return $packages->{$name} if $packages->{$name};
        for (sort keys %$packages) {
            return $packages->{$_} if grep { $_ eq $name } Packages::Stanza::names($packages->{$_}{Provides});
        }
    }
    return;
}

sub describe {
    my ($self, $package) = @_;
    return Packages::Stanza::format({ Status => 'unknown ok not-installed', %$package }, @SHOWN) . "\n";
}

sub save {
    my ($self) = @_;
    my $installed = $self->{installed};
    Packages::Stanza::write_file(STATUS, join '', map { Packages::Stanza::format($installed->{$_}, @STATUS_FIELDS) . "\n" } sort keys %$installed);
}

sub script {
    my ($self, $name, $script, @arguments) = @_;
    my $path = INFO . "/$name.$script";
    return -x $path ? system($path, @arguments) == 0 : 1;
}

sub file_list {
    my ($self, $name) = @_;
    my $list = INFO . "/$name.list";
    my $text = Packages::Stanza::read_file($list);
    defined $text or $self->error('pkg_get_installed_files', "Failed to open /$list: No such file or directory.");
    return split /\n/, $text // '';
}

1;
