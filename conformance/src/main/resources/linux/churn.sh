# Files as a compiler makes them, on tmpfs: sources are written, rewritten, searched, compressed
# into objects, packed into an archive, and the oldest tree is deleted; after every fourth tree all
# archives become one program. Without a pause.
source_file() {
  awk -v seed="$1" 'BEGIN {
    srand(seed)
    for (line = 0; line < 250; line++) {
      name = int(rand() * 4096)
      if (line % 10 == 0) printf "static int function_%04d(int argument, char *text) {\n", name
      else if (line % 10 == 9) printf "  return value_%04d;\n}\n", name
      else printf "  int value_%04d = table[%d] + argument * %d;\n", name, rand() * 512, rand() * 99
    }
  }'
}

build() {
  tree=/tmp/tree-$1
  mkdir -p "$tree/src" "$tree/obj"
  for unit in 1 2 3 4 5 6 7 8; do
    source_file "$1$unit" >"$tree/src/$unit.c"
    sed -i "s/argument/argument_$1/g" "$tree/src/$unit.c"
    grep -n "value_0" "$tree/src/$unit.c" >"$tree/obj/$unit.names"
    gzip -c "$tree/src/$unit.c" >"$tree/obj/$unit.o"
  done
  tar -cf "$tree/all.tar" -C "$tree" src obj
  rm "$tree"/obj/*.names
}

tree_number=0
while :; do
  build "$tree_number"
  rm -rf "/tmp/tree-$((tree_number - 24))"
  tree_number=$((tree_number + 1))
  if [ $((tree_number % 4)) = 0 ]; then
    cat /tmp/tree-*/all.tar >/tmp/program.new
    mv /tmp/program.new /tmp/program
  fi
  if [ "$tree_number" = 24 ]; then
    : >/tmp/ready
  fi
done
