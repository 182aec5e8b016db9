#!/bin/sh
# The first process of the guest: makes what kernel SCTP needs, runs the command that lies in the job's folder
# and leaves its output and status there. mapsim_job comes from the kernel's command line.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/ LANG=C.UTF-8

# Everything of the guest's own lies under /run: a checkout may lie anywhere else.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/tmp /run/job /run/netns /run/modules/lib
mount -t hostfs none /run/job -o "$mapsim_job" || echo "the job's folder cannot be mounted"
export TMPDIR=/run/tmp
: >/run/job/booted

ln -s /usr/lib/uml/modules /run/modules/lib/modules
for module in sctp hmac crc32c_generic veth sch_netem sch_ingress cls_u32 act_gact; do
  modprobe -d /run/modules "$module" || echo "the guest's kernel has no module $module"
done
ip link set lo up

export GTEST_OUTPUT=xml:/run/job/results.xml GTEST_COLOR=no
cd /run/tmp
sh /run/job/command >/run/job/output 2>&1 </dev/null
echo $? >/run/job/status
sync
echo 1 >/proc/sys/kernel/sysrq
echo o >/proc/sysrq-trigger
while :; do sleep 1; done
