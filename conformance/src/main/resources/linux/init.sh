#!/bin/sh
# The guest's first program: starts the workload, and rings a bell at the end of each round.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
mount -t tmpfs -o size=70% none /tmp

# The bell is QEMU's pvpanic device: a byte written to its first register stops the machine until
# QEMU is told to go on. So the guest itself says when a round ends, by its own clock.
bell=
for device in /sys/bus/pci/devices/*; do
  read -r vendor <"$device/vendor"
  read -r id <"$device/device"
  if [ "$vendor $id" = "0x1b36 0x0011" ]; then
    read -r bell rest <"$device/resource"
  fi
done
if [ -z "$bell" ]; then
  echo "ramwire: there is no pvpanic device"
  poweroff -f
fi

cd /tmp
(
  sh /workload
  echo "ramwire: the workload ended with code $?"
  poweroff -f
) &
# The workload makes this file when it has prepared what it works on.
while [ ! -e /tmp/ready ]; do
  usleep 100000
done
devmem "$bell" 8 1
while :; do
  sleep "$RAMWIRE_INTERVAL"
  devmem "$bell" 8 1
done
