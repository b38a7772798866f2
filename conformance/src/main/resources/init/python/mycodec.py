#!/usr/bin/env python3
"""A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records."""
import json
import os
import sys

# What you add to the codec, add here: xbzrle compress page-sizes body migration encode-xbzrle …
FEATURES = ["serve", "decode", "zero", "encode", "encode-zero"]

DONE, REFUSED, UNSUPPORTED, HARNESS = 0, 10, 20, 30


class Refused(Exception):
    """The stream is not one that this decoder takes."""


# ---- the codec: this part is yours -----------------------------------------------------------

class Decoder:
    """Reads a migration stream into memory: one bytearray for each block, by name."""

    def __init__(self, stream, page_size, memory):
        self.stream, self.at = stream, 0
        self.page_size, self.memory = page_size, memory
        self.listed, self.block, self.footers = None, None, None

    def take(self, count):
        if self.at + count > len(self.stream):
            raise Refused(f"cut at {self.at:#x}")
        self.at += count
        return self.stream[self.at - count:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def expect(self, condition, what):
        if not condition:
            raise Refused(f"{what} before {self.at:#x}")

    def read(self):
        self.expect(self.take(8) == b"QEVM\0\0\0\3", "magic or version")
        ram, ended = None, False
        while (kind := self.number(1)) != 0:
            self.expect(kind in (1, 2, 3, 4), "section type")
            section = self.number(4)
            if kind in (1, 4):
                self.expect(ram is None, "second section")
                self.expect(self.take(self.number(1)) == b"ram", "section name")
                self.expect((self.number(4), self.number(4)) == (0, 4), "instance or version")
                ram = section
            self.expect(section == ram and not ended, "section id")
            ended = kind in (3, 4)
            self.payload()
            self.footer(section)
        self.expect(ram is not None, "no ram section")

    def footer(self, section):
        present = self.stream[self.at:self.at + 1] == b"\x7e"
        if self.footers is None and self.at < len(self.stream):
            self.footers = present
        self.expect(present == self.footers, "footer")
        if present:
            self.expect(self.take(5)[1:] == section.to_bytes(4, "big"), "footer's id")

    def payload(self):
        while True:
            header = self.number(8)
            flags, address = header & (self.page_size - 1), header & -self.page_size
            if flags == 0x04:
                self.expect(self.listed is None, "second block list")
                self.block_list(address)
                continue
            self.expect(self.listed is not None, "no block list")
            if flags == 0x10:
                self.expect(address == 0, "address of EOS")
                return
            self.expect(flags & ~0x20 in (0x02, 0x08), "flags")
            self.page(flags, address)

    def block_list(self, total):
        self.listed = {}
        while total > 0:
            name, length = self.take(self.number(1)), self.number(8)
            self.expect(name not in self.listed and len(self.memory.get(name, b"")) == length, "block")
            self.expect(0 < length <= total and length % self.page_size == 0, "length of a block")
            self.listed[name] = self.memory[name]
            total -= length

    def page(self, flags, offset):
        if not flags & 0x20:
            name = self.take(self.number(1))
            self.expect(name in self.listed, "name of a block")
            self.block = self.listed[name]
        self.expect(self.block is not None, "CONTINUE without a block")
        self.expect(offset + self.page_size <= len(self.block), "offset of a page")
        if flags & 0x08:
            page = self.take(self.page_size)
        else:
            page = self.take(1) * self.page_size
        self.block[offset:offset + self.page_size] = page


class Encoder:
    """Writes a migration stream: the block list, then the pages of each round, then the end."""

    ID = b"\0\0\0\2"
    EOS_AND_FOOTER = b"\0\0\0\0\0\0\0\x10" b"\x7e" + ID

    def __init__(self, out, blocks):
        self.out, self.block = out, None
        out.write(b"QEVM\0\0\0\3" b"\1" + self.ID + b"\3ram\0\0\0\0\0\0\0\4")
        self.number(sum(length for _, length in blocks) | 0x04)
        for name, length in blocks:
            out.write(bytes([len(name)]) + name)
            self.number(length)
        out.write(self.EOS_AND_FOOTER)

    def number(self, value):
        self.out.write(value.to_bytes(8, "big"))

    def round(self, pages):
        self.out.write(b"\2" + self.ID)
        for name, offset, page in pages:
            zero, again = not page.strip(b"\0"), name == self.block
            self.number(offset | (0x02 if zero else 0x08) | (0x20 if again else 0))
            self.out.write(b"" if again else bytes([len(name)]) + name)
            self.out.write(b"\0" if zero else page)
            self.block = name
        self.out.write(self.EOS_AND_FOOTER)

    def end(self):
        self.out.write(b"\3" + self.ID + self.EOS_AND_FOOTER + b"\0")


# ---- the harness: this part can stay ---------------------------------------------------------

def read_case(folder):
    case = {"dir": folder, "needs": [], "blocks": [], "before": {}, "image": [], "dirty": []}
    with open(os.path.join(folder, "case.txt"), encoding="utf-8", newline="\n") as lines:
        for line in lines:
            key, _, value = line.rstrip("\n").partition(" ")
            if key == "block":
                index, length, name = value.split(" ", 2)
                case["blocks"].append((name.encode(), int(length)))
                case["dirty"].append(["0", index, "0", length])  # round 0 sends every page
            elif key == "needs":
                case["needs"] = value.split(" ")
            elif key == "before":
                index, file = value.split(" ", 1)
                case["before"][int(index)] = file
            elif key in ("image", "dirty"):
                case[key].append(value.split(" "))
            else:
                case[key] = value
    return case


def load(case, name):
    with open(os.path.join(case["dir"], name), "rb") as file:
        return file.read()


def decode(case):
    memory = {name: bytearray(length) for name, length in case["blocks"]}
    for index, file in case["before"].items():
        memory[case["blocks"][index][0]][:] = load(case, file)
    Decoder(load(case, case["stream"].split(" ", 1)[1]), int(case["page-size"]), memory).read()
    os.makedirs(os.path.join(case["dir"], "out"), exist_ok=True)
    for index, (name, _) in enumerate(case["blocks"]):
        with open(os.path.join(case["dir"], "out", f"{index}.img"), "wb") as file:
            file.write(memory[name])
    return DONE


def dirty_pages(case, images, number):
    size = int(case["page-size"])
    for _, index, start, length in (words for words in case["dirty"] if int(words[0]) == number):
        for offset in range(int(start), int(start) + int(length), size):
            page = bytes(size)
            if index in images:
                images[index].seek(offset)
                page = images[index].read(size)
            yield case["blocks"][int(index)][0], offset, page


def encode(case):
    images = {}
    os.makedirs(os.path.join(case["dir"], "out"), exist_ok=True)
    with open(os.path.join(case["dir"], "out", "main.bin"), "wb") as out:
        encoder = Encoder(out, case["blocks"])
        for number in range(int(case["rounds"])):
            for _, index, file in (words for words in case["image"] if int(words[0]) == number):
                images[index] = open(os.path.join(case["dir"], file), "rb")
            encoder.round(dirty_pages(case, images, number))
        encoder.end()
    return DONE


def run(folder):
    try:
        case = read_case(folder)
        if not set(case["needs"]) <= set(FEATURES):
            return UNSUPPORTED
        return encode(case) if case["role"] == "encode" else decode(case)
    except Refused as reason:
        print(reason, file=sys.stderr)
        return REFUSED
    except (OSError, KeyError) as trouble:
        print(trouble, file=sys.stderr)
        return HARNESS


def serve():
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "bye":
            break
        if request["cmd"] == "hello":
            answer = {"protocol": 1, "features": FEATURES}
        else:
            answer = {"id": request["id"], "exit": run(request["dir"])}
        print(json.dumps(answer), flush=True)
    return DONE


if __name__ == "__main__":
    if sys.argv[1] == "features":
        print("\n".join(FEATURES))
    else:
        sys.exit(serve() if sys.argv[1] == "serve" else run(sys.argv[2]))
