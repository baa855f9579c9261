package Packages::Feed;
# The lab's feeds: folders in the image, FEED/PACKAGE/{control/control,control/postinst,...,data/...}.
use strict;
use warnings;
use Packages::Stanza;

use constant FOLDER => '/usr/share/lab-feed';

# Whoever wants the feeds out of reach makes this file.
sub reachable { !-e '/tmp/lab-feed-unreachable' }

# The paragraphs of one feed, with the folder of each package.
sub packages {
    my ($feed) = @_;
    return map {
        my ($stanza) = Packages::Stanza::parse(Packages::Stanza::read_file($_));
        $stanza->{Folder} = s{/control/control$}{}r;
        $stanza;
    } sort glob FOLDER . "/$feed/*/control/control";
}

# Files below a folder, as absolute paths on the router.
sub files {
    my ($folder) = @_;
    return map { s/^\Q$folder\E//r } grep { !-d || -l } tree($folder);
}

sub tree {
    my ($folder) = @_;
    opendir my $handle, $folder or return;
    my @found;
    for (sort grep { !/^\.\.?$/ } readdir $handle) {
        push @found, "$folder/$_", -d "$folder/$_" && !-l "$folder/$_" ? tree("$folder/$_") : ();
    }
    return @found;
}

# Copies a package's data over the root; false when the disk is full.
sub unpack_data {
    my ($folder) = @_;
    return 1 unless -d "$folder/data";
    return system('cp', '-a', "$folder/data/.", '/') == 0;
}

# Kilobytes free where packages go. df looks for a mount point, and a chroot has none.
sub free_kilobytes {
    my ($folder) = @_;
    my ($blocks, $size) = split ' ', `busybox stat -f -c '%a %S' $folder`;
    return int($blocks * $size / 1024);
}

1;
