package org.ramwire.conformance.lab.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A file system that the kernel unpacks when it starts: an archive in cpio's "newc" form. Each
 * entry has a header of 110 characters, its name and its content, each padded to 4 bytes. The same
 * entries give the same bytes.
 */
final class Initramfs {

  private static final int DIRECTORY = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int LINK = 0120777;
  private static final int CHARACTER_DEVICE = 0020600;

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private int lastInode;

  /** Adds a directory; those above it come first. */
  Initramfs directory(String name) {
    return add(name, DIRECTORY, new byte[0], 0, 0);
  }

  /** Adds a file that may be executed. */
  Initramfs program(String name, byte[] content) {
    return add(name, PROGRAM, content, 0, 0);
  }

  /** Adds a symbolic link. */
  Initramfs link(String name, String target) {
    return add(name, LINK, target.getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  /** Adds a character device that its owner alone may use. */
  Initramfs device(String name, int major, int minor) {
    return add(name, CHARACTER_DEVICE, new byte[0], major, minor);
  }

  private Initramfs add(String name, int mode, byte[] content, int major, int minor) {
    lastInode++;
    entry(archive, name, new int[] {lastInode, mode, content.length, major, minor}, content);
    return this;
  }

  /** Writes an entry: inode, mode, length and device are the fields that differ. */
  private static void entry(
      ByteArrayOutputStream archive, String name, int[] fields, byte[] content) {
    byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    StringBuilder header = new StringBuilder("070701");
    // inode, mode, owner, group, links, time, length, the file system's device, this device, name's
    // length, checksum
    int[] all = {
      fields[0], fields[1], 0, 0, 1, 0, fields[2], 0, 0, fields[3], fields[4], nameBytes.length, 0
    };
    for (int field : all) {
      header.append(String.format(Locale.ROOT, "%08x", field));
    }
    archive.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    archive.writeBytes(nameBytes);
    pad(archive);
    archive.writeBytes(content);
    pad(archive);
  }

  private static void pad(ByteArrayOutputStream archive) {
    archive.writeBytes(new byte[-archive.size() & 3]);
  }

  /** Returns the archive with its end. */
  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(archive.size() + 128);
    whole.writeBytes(archive.toByteArray());
    entry(whole, "TRAILER!!!", new int[5], new byte[0]);
    return whole.toByteArray();
  }

  /** Returns the archive as gzip packs it. */
  byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
