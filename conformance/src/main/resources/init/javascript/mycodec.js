#!/usr/bin/env node
// A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');

// What you add to the codec, add here: xbzrle compress page-sizes body migration encode-xbzrle …
const FEATURES = ['serve', 'decode', 'zero', 'encode', 'encode-zero'];
const [DONE, REFUSED, UNSUPPORTED, HARNESS] = [0, 10, 20, 30];

/** The stream is not one that this decoder takes. */
class Refused extends Error {}

// ---- the codec: this part is yours ----------------------------------------------------------

/** Reads a migration stream into memory: a Map from a block's name to its Buffer. */
class Decoder {
  constructor(stream, pageSize, memory) {
    Object.assign(this, { stream, pageSize, memory, at: 0 });
    this.listed = this.block = this.footers = null;
  }

  take(count) {
    this.expect(count <= this.stream.length - this.at, 'cut');
    this.at += count;
    return this.stream.subarray(this.at - count, this.at);
  }

  u8() { return this.take(1)[0]; }
  be32() { return this.take(4).readUInt32BE(); }
  be64() { return this.take(8).readBigUInt64BE(); }
  name() { return this.take(this.u8()).toString('latin1'); }

  expect(condition, what) {
    if (!condition) throw new Refused(`${what} before 0x${this.at.toString(16)}`);
  }

  read() {
    this.expect(this.take(8).toString('latin1') === 'QEVM\0\0\0\x03', 'magic or version');
    let ram = null;
    let ended = false;
    for (let kind = this.u8(); kind !== 0; kind = this.u8()) {
      this.expect(kind <= 4, 'section type');
      const section = this.be32();
      if (kind === 1 || kind === 4) {
        this.expect(ram === null, 'second section');
        this.expect(this.name() === 'ram', 'section name');
        this.expect(this.be32() === 0 && this.be32() === 4, 'instance or version');
        ram = section;
      }
      this.expect(section === ram && !ended, 'section id');
      ended = kind === 3 || kind === 4;
      this.payload();
      this.footer(section);
    }
    this.expect(ram !== null, 'no ram section');
  }

  footer(section) {
    const present = this.stream[this.at] === 0x7e;
    if (this.footers === null && this.at < this.stream.length) this.footers = present;
    this.expect(present === this.footers, 'footer');
    if (present) this.expect(this.u8() && this.be32() === section, "footer's id");
  }

  payload() {
    for (;;) {
      const header = this.be64();
      const flags = Number(header & BigInt(this.pageSize - 1));
      const address = header - BigInt(flags);
      if (flags === 0x04) {
        this.expect(this.listed === null, 'second block list');
        this.blockList(address);
        continue;
      }
      this.expect(this.listed !== null, 'no block list');
      if (flags === 0x10) {
        this.expect(address === 0n, 'address of EOS');
        return;
      }
      this.expect([0x02, 0x08].includes(flags & ~0x20), 'flags');
      this.page(flags, address);
    }
  }

  blockList(total) {
    this.listed = new Map();
    while (total > 0n) {
      const name = this.name();
      const length = this.be64();
      const block = this.memory.get(name);
      this.expect(block && BigInt(block.length) === length && !this.listed.has(name), 'block');
      this.expect(length > 0n && length <= total, 'length of a block');
      this.listed.set(name, block);
      total -= length;
    }
  }

  page(flags, offset) {
    if (!(flags & 0x20)) {
      this.block = this.listed.get(this.name());
      this.expect(this.block, 'name of a block');
    }
    this.expect(this.block, 'CONTINUE without a block');
    this.expect(offset + BigInt(this.pageSize) <= BigInt(this.block.length), 'offset of a page');
    const from = Number(offset);
    if (flags & 0x08) this.take(this.pageSize).copy(this.block, from);
    else this.block.fill(this.u8(), from, from + this.pageSize);
  }
}

const be64 = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
const withLength = (name) => Buffer.from(String.fromCharCode(name.length) + name, 'latin1');
const ID = Buffer.from([0, 0, 0, 2]);
const EOS_AND_FOOTER = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x10, 0x7e, ...ID]);

/** Writes a migration stream: the block list, then the pages of each round, then the end. */
class Encoder {
  constructor(write, blocks) {
    Object.assign(this, { write, block: null });
    const total = blocks.reduce((sum, { length }) => sum + length, 0);
    write(Buffer.from('QEVM\0\0\0\x03\x01'), ID, withLength('ram'), be64(4), be64(total + 0x04));
    for (const { name, length } of blocks) write(withLength(name), be64(length));
    write(EOS_AND_FOOTER);
  }

  round(pages) {
    this.write(Buffer.from([2]), ID);
    for (const { name, offset, page } of pages) {
      const zero = page.every((byte) => byte === 0);
      const again = name === this.block;
      this.write(be64(offset + (zero ? 0x02 : 0x08) + (again ? 0x20 : 0)));
      if (!again) this.write(withLength(name));
      this.write(zero ? Buffer.from([0]) : page);
      this.block = name;
    }
    this.write(EOS_AND_FOOTER);
  }

  end() {
    this.write(Buffer.from([3]), ID, EOS_AND_FOOTER, Buffer.from([0]));
  }
}

// ---- the harness: this part can stay --------------------------------------------------------

function readCase(folder) {
  const found = { dir: folder, needs: [], blocks: [], before: [], image: [], dirty: [] };
  for (const line of fs.readFileSync(path.join(folder, 'case.txt'), 'utf8').split('\n')) {
    const key = line.split(' ', 1)[0];
    const value = line.slice(key.length + 1);
    const words = value.split(' ');
    if (key === 'block') {
      const name = Buffer.from(words.slice(2).join(' ')).toString('latin1');
      found.blocks.push({ name, length: Number(words[1]) });
      found.dirty.push([0, Number(words[0]), 0, Number(words[1])]); // round 0 sends every page
    } else if (key === 'needs') found.needs = words;
    else if (key === 'dirty') found.dirty.push(words.map(Number));
    else if (key in found && key !== 'dir') found[key].push(words);
    else found[key] = value;
  }
  return found;
}

function decode(theCase) {
  const load = (name) => fs.readFileSync(path.join(theCase.dir, name));
  const memory = new Map(theCase.blocks.map(({ name, length }) => [name, Buffer.alloc(length)]));
  for (const [index, file] of theCase.before) load(file).copy(memory.get(theCase.blocks[index].name));
  const stream = load(theCase.stream.slice('main '.length));
  new Decoder(stream, Number(theCase['page-size']), memory).read();
  fs.mkdirSync(path.join(theCase.dir, 'out'), { recursive: true });
  theCase.blocks.forEach(({ name }, index) =>
    fs.writeFileSync(path.join(theCase.dir, 'out', `${index}.img`), memory.get(name)));
  return DONE;
}

function* dirtyPages(theCase, images, round) {
  const size = Number(theCase['page-size']);
  for (const [, block, start, length] of theCase.dirty.filter((words) => words[0] === round)) {
    const image = images.has(block) ? fs.openSync(path.join(theCase.dir, images.get(block))) : null;
    for (let offset = start; offset < start + length; offset += size) {
      const page = Buffer.alloc(size);
      if (image !== null) fs.readSync(image, page, 0, size, offset);
      yield { name: theCase.blocks[block].name, offset, page };
    }
    if (image !== null) fs.closeSync(image);
  }
}

function encode(theCase) {
  const images = new Map();
  fs.mkdirSync(path.join(theCase.dir, 'out'), { recursive: true });
  const out = fs.openSync(path.join(theCase.dir, 'out', 'main.bin'), 'w');
  const encoder = new Encoder((...bytes) => fs.writevSync(out, bytes), theCase.blocks);
  for (let round = 0; round < Number(theCase.rounds); round++) {
    const changed = theCase.image.filter((words) => Number(words[0]) === round);
    changed.forEach(([, block, file]) => images.set(Number(block), file));
    encoder.round(dirtyPages(theCase, images, round));
  }
  encoder.end();
  fs.closeSync(out);
  return DONE;
}

function run(folder) {
  try {
    const theCase = readCase(folder);
    if (!theCase.needs.every((need) => FEATURES.includes(need))) return UNSUPPORTED;
    return theCase.role === 'encode' ? encode(theCase) : decode(theCase);
  } catch (trouble) {
    console.error(trouble.message);
    if (trouble instanceof Refused) return REFUSED;
    if (trouble.code) return HARNESS; // of the file system
    throw trouble;
  }
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { cmd, id, dir } = JSON.parse(line);
    if (cmd === 'bye') break;
    const answer = cmd === 'hello' ? { protocol: 1, features: FEATURES } : { id, exit: run(dir) };
    console.log(JSON.stringify(answer));
  }
  process.exit(DONE);
}

const [command, folder] = process.argv.slice(2);
if (command === 'features') console.log(FEATURES.join('\n'));
else if (command === 'serve') serve();
else process.exitCode = run(folder);
