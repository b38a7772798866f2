package org.ramwire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;

/** A stream spelled out byte by byte, without a line of the writer under test. */
public final class Wire {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public int offset() {
    return bytes.size();
  }

  public byte[] toArray() {
    return bytes.toByteArray();
  }

  public Wire u8(int value) {
    bytes.write(value);
    return this;
  }

  public Wire be16(int value) {
    return bytes(ByteBuffer.allocate(2).putShort((short) value).array());
  }

  public Wire be32(long value) {
    return bytes(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  public Wire be64(long value) {
    return bytes(ByteBuffer.allocate(8).putLong(value).array());
  }

  public Wire bytes(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  public Wire hex(String hex) {
    return bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  public Wire filled(int length, int value) {
    byte[] run = new byte[length];
    Arrays.fill(run, (byte) value);
    return bytes(run);
  }

  public Wire name(String name) {
    byte[] encoded = name.getBytes(UTF_8);
    return u8(encoded.length).bytes(encoded);
  }

  /** Appends what another piece of code spells: keeps fluent chains whole. */
  public Wire then(Consumer<Wire> more) {
    more.accept(this);
    return this;
  }

  // RAM records

  public Wire list(long total) {
    return be64(total | RamFlag.MEM_SIZE);
  }

  public Wire entry(String idstr, long usedLength) {
    return name(idstr).be64(usedLength);
  }

  /** A list of one block. */
  public Wire oneBlock(String idstr, long usedLength) {
    return list(usedLength).entry(idstr, usedLength);
  }

  public Wire page(long address, String idstr, int pageBytes, int value) {
    return be64(address | RamFlag.PAGE).name(idstr).filled(pageBytes, value);
  }

  public Wire pageContinued(long address, int pageBytes, int value) {
    return be64(address | RamFlag.PAGE | RamFlag.CONTINUE).filled(pageBytes, value);
  }

  public Wire zero(long address, String idstr, int fill) {
    return be64(address | RamFlag.ZERO).name(idstr).u8(fill);
  }

  public Wire zeroContinued(long address, int fill) {
    return be64(address | RamFlag.ZERO | RamFlag.CONTINUE).u8(fill);
  }

  public Wire eos() {
    return be64(RamFlag.EOS);
  }

  // The container

  public Wire header() {
    return be32(0x5145564d).be32(3);
  }

  public Wire machine(String name) {
    byte[] encoded = name.getBytes(UTF_8);
    return u8(SectionType.CONFIGURATION).be32(encoded.length).bytes(encoded);
  }

  public Wire subsection(String name) {
    return u8(SectionType.SUBSECTION).name(name).be32(1);
  }

  public Wire section(int type, int id, String name, int instance, int version) {
    return u8(type).be32(id).name(name).be32(instance).be32(version);
  }

  public Wire ramStart(int id) {
    return section(SectionType.START, id, "ram", 0, 4);
  }

  public Wire full(int id, String name, byte[] payload) {
    return section(SectionType.FULL, id, name, 0, 1).bytes(payload);
  }

  public Wire part(int id) {
    return u8(SectionType.PART).be32(id);
  }

  public Wire end(int id) {
    return u8(SectionType.END).be32(id);
  }

  public Wire footer(int id) {
    return u8(SectionType.FOOTER).be32(id);
  }

  public Wire command(int code, byte[] data) {
    return u8(SectionType.COMMAND).be16(code).be16(data.length).bytes(data);
  }

  public Wire eof() {
    return u8(SectionType.EOF);
  }

  public Wire vmdesc(String json) {
    byte[] encoded = json.getBytes(UTF_8);
    return u8(SectionType.VMDESC).be32(encoded.length).bytes(encoded);
  }
}
