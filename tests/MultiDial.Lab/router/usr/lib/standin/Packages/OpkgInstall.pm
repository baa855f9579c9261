package Packages::OpkgInstall;
# opkg install and opkg remove.
use strict;
use warnings;
use Packages::Feed;
use Packages::Opkg;
use Packages::Stanza;

sub new {
    my ($class, $db, %option) = @_;
    return bless { db => $db, option => \%option, unpacked => [] }, $class;
}

sub install {
    my ($self, @names) = @_;
    my $failed = 0;
    for my $name (@names) {
        $self->install_by_name($name) or $failed = !$self->{db}->error('opkg_install_cmd', "Cannot install package $name.");
    }
    $self->configure;
    return $failed ? 255 : 0;
}

sub install_by_name {
    my ($self, $name) = @_;
    my $db = $self->{db};
    my $old = $db->installed->{$name};
    if ($old && !$self->{option}{reinstall}) {
        print "Package $name ($old->{Version}) installed in root is up to date.\n";
        return 1;
    }
    my $new = $db->available->{$name};
    return $self->install_package($new) if $new && !$self->unresolved($new);
    print "Unknown package '$name'.\n";
    return 0;
}

# What a package needs in another version than the one that is installed.
sub unresolved {
    my ($self, $package) = @_;
    my ($db, $name) = ($self->{db}, $package->{Package});
    my @unresolved;
    for (split /\s*,\s*/, $package->{Depends} // '') {
        my ($needed, $version) = /^(\S+) \(= (.+)\)$/ or next;
        my $installed = $db->installed->{$needed} // next;
        push @unresolved, $_ if $installed->{Version} ne $version;
    }
    $db->error('pkg_hash_check_unresolved', "cannot find dependency $_ for $name") for @unresolved;
    $db->error('pkg_hash_fetch_best_installation_candidate', "Packages for $name found, but incompatible with the architectures configured") if @unresolved;
    return @unresolved;
}

sub install_package {
    my ($self, $package, $automatic) = @_;
    my ($db, $name) = ($self->{db}, $package->{Package});
    return 1 if $self->{begun}{$name}++;
    print "Installing $name ($package->{Version}) to root...\n";
    $self->has_room($package) or return 0;
    $db->download($package->{Url}) or return $db->error('opkg_install_pkg', "Failed to download $name. Perhaps you need to run 'opkg update'?");
    $self->install_dependencies($package) or return 0;
    return 1 if $self->{option}{simulate};
    $self->unpack_package($package) or return $db->error('opkg_install_pkg', "Failed to extract data files for $name. Package debris may remain!");
    $db->installed->{$name} = {
        (map { $_ => $package->{$_} } grep { defined $package->{$_} } qw(Package Version Depends Provides Architecture)),
        Status => 'install user installed',
        'Installed-Time' => time,
        $automatic ? ('Auto-Installed' => 'yes') : (),
        $self->conffiles($package),
    };
    push @{ $self->{unpacked} }, $name;
    return 1;
}

sub has_room {
    my ($self, $package) = @_;
    return 1 if $self->{option}{space};
    my $folder = -d '/overlay' ? '/overlay' : '/';
    my $free = Packages::Feed::free_kilobytes($folder);
    my $needed = int(($package->{'Installed-Size'} + 1023) / 1024);
    return 1 if $needed < $free;
    return $self->{db}->error('verify_pkg_installable', "Only have ${free}kb available on filesystem $folder, pkg $package->{Package} needs $needed");
}

sub install_dependencies {
    my ($self, $package) = @_;
    return 1 if $self->{option}{depends};
    my @missing;
    for my $name (Packages::Stanza::names($package->{Depends})) {
        my $provider = $self->{db}->provider($name);
        if (!$provider) { push @missing, $name }
        elsif ($self->{db}->installed->{ $provider->{Package} }) { next }
        elsif (my @unresolved = $self->unresolved($provider)) { push @missing, @unresolved }
        else { $self->install_package($provider, 1) or return 0 }
    }
    return 1 unless @missing;
    return $self->{db}->error('satisfy_dependencies_for', "Cannot satisfy the following dependencies for $package->{Package}:\n * \t" . join "\n * \t", @missing);
}

# A configuration file that is already there is the user's: the package's own is laid beside it.
sub unpack_package {
    my ($self, $package) = @_;
    my ($folder, $name) = @$package{qw(Folder Package)};
    my $info = Packages::Opkg::INFO;
    my %kept = map { $_ => Packages::Stanza::read_file($_) } grep { -e } $self->conffile_names($package);
    mkdir $info;
    Packages::Feed::unpack_data($folder) or return 0;
    for (keys %kept) {
        next if $kept{$_} eq Packages::Stanza::read_file($_);
        $self->{db}->error('resolve_conffiles', "Existing conffile $_ is different from the conffile in the new package. The new conffile will be placed at $_-opkg.");
        rename $_, "$_-opkg";
        Packages::Stanza::write_file($_, $kept{$_});
    }
    Packages::Stanza::write_file("$info/$name.list", join '', map { "$_\n" } Packages::Feed::files("$folder/data"));
    system 'cp', '-a', $_, "$info/$name." . s{.*/}{}r for glob "$folder/control/*";
    return 1;
}

sub conffile_names {
    my ($self, $package) = @_;
    return split /\n/, Packages::Stanza::read_file("$package->{Folder}/control/conffiles") // '';
}

sub conffiles {
    my ($self, $package) = @_;
    my @lines = map { " $_ " . checksum("$package->{Folder}/data$_") } $self->conffile_names($package);
    return @lines ? (Conffiles => join '', map { "\n$_" } @lines) : ();
}

sub checksum {
    my ($path) = @_;
    return (split ' ', `sha256sum $path`)[0];
}

sub configure {
    my ($self) = @_;
    $self->{db}->save if @{ $self->{unpacked} };
    for my $name (@{ $self->{unpacked} }) {
        print "Configuring $name.\n";
        $self->{db}->script($name, 'postinst', 'configure');
    }
}

sub remove {
    my ($self, @names) = @_;
    my ($done, $failed) = (0, 0);
    for my $name (@names) {
        next unless $self->{db}->installed->{$name};
        $self->remove_package($name) ? ($done = 1) : ($failed = 1);
    }
    print "No packages removed.\n" unless $done;
    $self->{db}->save if $done;
    return $failed ? 255 : 0;
}

sub remove_package {
    my ($self, $name) = @_;
    my $db = $self->{db};
    if ($db->installed->{$name}{Essential}) {
        print "Refusing to remove essential package $name.\n",
            "\tRemoving an essential package may lead to an unusable system, but if\n",
            "\tyou enjoy that kind of pain, you can force opkg to proceed against\n",
            "\tits will with the option: --force-removal-of-essential-packages\n";
        return 0;
    }
    if ($self->{option}{dependents}) { $self->remove_package($_) for grep { $db->installed->{$_} } $self->dependents($name) }
    return 0 unless $self->{option}{depends} || $self->is_free($name);
    my @needed = map { $db->provider($_) // () } Packages::Stanza::names($db->installed->{$name}{Depends});
    print "Removing package $name from root...\n";
    $db->script($name, 'prerm', 'remove');
    $self->delete_files($name);
    $db->script($name, 'postrm', 'remove');
    unlink glob Packages::Opkg::INFO . "/$name.*";
    delete $db->installed->{$name};
    $self->remove_orphans(@needed) if $self->{option}{autoremove};
    return 1;
}

sub dependents {
    my ($self, $name) = @_;
    my $installed = $self->{db}->installed;
    my %mine = map { $_ => 1 } $name, Packages::Stanza::names($installed->{$name}{Provides});
    return grep { grep { $mine{$_} } Packages::Stanza::names($installed->{$_}{Depends}) } sort keys %$installed;
}

sub is_free {
    my ($self, $name) = @_;
    my @dependents = $self->dependents($name) or return 1;
    my $db = $self->{db};
    $db->error('print_dependents_warning', "Package $name is depended upon by packages:");
    $db->error('print_dependents_warning', "\t$_") for @dependents;
    $db->error('print_dependents_warning', "These might cease to work if package $name is removed.\n");
    $db->error('print_dependents_warning', 'Force removal of this package with --force-depends.');
    $db->error('print_dependents_warning', 'Force removal of this package and its dependents');
    return $db->error('print_dependents_warning', 'with --force-removal-of-dependent-packages.');
}

sub delete_files {
    my ($self, $name) = @_;
    my %shipped = ($self->{db}->installed->{$name}{Conffiles} // '') =~ /^ (\S+) (\S+)/mg;
    for ($self->{db}->file_list($name)) {
        if ($shipped{$_} && -e && checksum($_) ne $shipped{$_}) {
            print "Not deleting modified conffile $_.\n";
        } else {
            unlink;
        }
    }
}

sub remove_orphans {
    my ($self, @packages) = @_;
    for my $package (grep { $_->{'Auto-Installed'} } @packages) {
        next if $self->dependents($package->{Package});
        print "$package->{Package} was autoinstalled and is now orphaned, removing.\n";
        $self->remove_package($package->{Package});
    }
}

1;
