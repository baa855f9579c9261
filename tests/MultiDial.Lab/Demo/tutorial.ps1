$router = New-OpenWrtSession 192.168.1.1 -Credential root -HostKeyPolicy AcceptNew
Install-OpenWrtPackage kmod-macvlan, mwan3
$wan2 = New-MacvlanDevice veth0 -Parent eth0.2 | New-WanInterface wan2 -Protocol Dhcp -Metric 20
Set-WanInterface wan -Metric 10
Test-WanConnectivity wan2 -Exclusive          # the other lines are stopped for the test and always come back
Clear-Mwan3Configuration
'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8
Add-Mwan3Member wan_m1_w2  -Interface wan  -Metric 1 -Weight 2
Add-Mwan3Member wan2_m1_w1 -Interface wan2 -Metric 1 -Weight 1
$wan2 | Add-Mwan3Member -Metric 1 -Weight 2                                    # names itself wan2_m1_w2
Get-Mwan3Member wan_m1_w2, wan2_m1_w2 | Set-Mwan3Policy balance   -LastResort Unreachable
Get-Mwan3Member wan2_m1_w2            | Set-Mwan3Policy wan2_only -LastResort Unreachable
Add-Mwan3Rule ss_route      -Policy balance -DestinationAddress 3.4.5.6/32
Add-Mwan3Rule default_route -Policy wan2_only -Family IPv4
Test-WanConnectivity
Get-Mwan3Status
