package org.ramwire.format;

/** The numbers of the migration container that are no type bytes. Constants only. */
public final class StreamConstants {

  /** The magic that opens a stream, "QEVM" (CON-001). */
  public static final int MAGIC = 0x5145564d;

  /** The magic as the text that its bytes are. */
  public static final String MAGIC_TEXT = "QEVM";

  /** The version of the stream (CON-002). */
  public static final int VERSION = 3;

  /** The version before it, of streams that are obsolete. */
  public static final int OBSOLETE_VERSION = 2;

  /** The bytes of magic and version. */
  public static final int HEADER_BYTES = 2 * Integer.BYTES;

  /** The magic that opens a channel of multifd, whose main channel is another. */
  public static final int MULTIFD_MAGIC = 0x11223344;

  /** The version of a configuration's subsections (CON-005). */
  public static final int SUBSECTION_VERSION = 1;

  /** The name of the section that carries guest memory (CON-016). */
  public static final String RAM = "ram";

  /** The version of the ram section. */
  public static final int RAM_SECTION_VERSION = 4;

  /** The version before it, of QEMU 0.12 and earlier. */
  public static final int OLD_RAM_SECTION_VERSION = 3;

  /** The bytes of the head of the ram section's START, with which its name comes (CON-011). */
  public static final int RAM_START_BYTES =
      1 + Integer.BYTES + 1 + RAM.length() + 2 * Integer.BYTES;

  /** The bytes of a footer: {@link SectionType#FOOTER} and a section's id (CON-020). */
  public static final int FOOTER_BYTES = 1 + Integer.BYTES;

  /** The first bytes of a virsh save file (LIB-001). */
  public static final String LIBVIRT_MAGIC = "LibvirtQemudSave";

  /** The first bytes of a virsh save file that was never finished (LIB-001). */
  public static final String LIBVIRT_UNFINISHED_MAGIC = "LibvirtQemudPart";

  private StreamConstants() {}
}
