# Objects that are there but not covered.
package Rpcd::Refused;
use strict;
use warnings;
use Bus;

sub call { my ($object, $method) = @_; print STDERR "ubus stand-in: $object $method is not covered\n"; return (Bus::UNSUPPORTED) }

1;
