# A table of 200,000 records in the memory of one process (busybox awk), some of them updated
# often: ten times a second, 200 records are changed and a line each goes to a journal on tmpfs,
# which starts anew after 20,000 lines.
while :; do
  echo
  usleep 100000
done | awk '
function record(key, balance) {
  return sprintf("%08d|balance=%012d|owner=customer-%06d|city=%s|changed=%010d", key, balance,
      (key * 7919) % 1000000, city[key % 8], ++changes)
}
BEGIN {
  srand(20)
  split("Aarhus Bergen Cardiff Dresden Esbjerg Firenze Geneva Haarlem", city, " ")
  city[0] = city[8]
  records = 200000
  for (key = 0; key < records; key++) table[key] = record(key, int(rand() * 1000000))
  print "" >"/tmp/ready"
  close("/tmp/ready")
}
{
  for (update = 0; update < 200; update++) {
    # Few records are popular: two of three updates meet the first eighth of the table.
    key = int(records * rand() * rand() * rand())
    table[key] = record(key, int(rand() * 1000000))
    print table[key] >>"/tmp/journal"
    if (++lines == 20000) {
      close("/tmp/journal")
      system("rm /tmp/journal")
      lines = 0
    }
  }
}'
