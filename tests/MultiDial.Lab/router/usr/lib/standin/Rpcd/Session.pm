# Sessions belong to the web interface; the stand-in has none.
package Rpcd::Session;
use strict;
use warnings;
use Bus;

sub call {
    my (undef, $method) = @_;
    print STDERR "ubus stand-in: session $method is not covered\n";
    return (Bus::UNSUPPORTED);
}

1;
