package org.ramwire.conformance.harness.miniature;

import java.util.HashSet;
import java.util.Set;

/** The miniature's reading of the configuration. */
final class MachineConfiguration {

  private static final int MAX_CONFIGURATION = 4096;

  private final Cursor in;
  private final Memory memory;
  private final Fault fault;
  private final ListReader list;
  private final Set<String> seen = new HashSet<>();

  MachineConfiguration(Cursor in, Memory memory, Fault fault, ListReader list) {
    this.in = in;
    this.memory = memory;
    this.fault = fault;
    this.list = list;
  }

  /** Reads what stands after its type byte. */
  void read() throws Refused {
    long length = in.number(4, "the machine's length");
    if (length > MAX_CONFIGURATION) {
      tooLong(fault == Fault.CONFIGURATION_BELIEVED, length);
    }
    in.take(length + (fault == Fault.MACHINE_NAME_WITH_NUL ? 1 : 0), "the machine's name");
    while (in.peek(0) == 5) {
      in.number(1, "a subsection");
      String name = in.name("a subsection");
      if (in.number(4, "a subsection's version") != 1
          && fault != Fault.SUBSECTION_VERSION_UNCHECKED) {
        throw Refused.because("a subsection's version");
      }
      if (!seen.add(name) && fault != Fault.SUBSECTION_TWICE_TAKEN) {
        throw Refused.because("subsection " + name + " again");
      }
      switch (name) {
        case "configuration/target-page-bits" -> pageBits();
        case "configuration/capabilities" -> capabilities();
        case "configuration/uuid" ->
            in.take(fault == Fault.UUID_OF_15_BYTES ? 15 : 16, "the machine's UUID");
        default -> {
          if (fault != Fault.SUBSECTION_UNKNOWN_PASSED) {
            throw Refused.because("subsection " + name);
          }
        }
      }
    }
  }

  /** Ends a reader that believes a length, and refuses it otherwise. */
  static void tooLong(boolean believed, long length) throws Refused {
    if (believed) {
      throw new OutOfMemoryError(Long.toString(length));
    }
    throw Refused.because("a length of " + length);
  }

  private void pageBits() throws Refused {
    long bits = in.number(4, "the page bits");
    if (fault == Fault.PAGE_BITS_IGNORED) {
      return;
    }
    if (bits < 10 || bits > 16) {
      throw Refused.because("page bits " + bits);
    }
    memory.setPageBytes(1 << bits);
  }

  private void capabilities() throws Refused {
    long count = in.number(4, "the count of capabilities");
    if (count > MAX_CONFIGURATION) {
      tooLong(fault == Fault.CONFIGURATION_BELIEVED, count);
    }
    for (int i = 0; i < count; i++) {
      String name = in.name("a capability");
      if (name.equals("x-ignore-shared")) {
        list.addresses = true;
      } else if (name.equals("mapped-ram")) {
        memory.mapped = fault != Fault.MAPPED_RAM_TAKEN;
      } else if (fault != Fault.CAPABILITY_UNKNOWN_TAKEN) {
        throw Refused.because("capability " + name);
      }
    }
  }
}
