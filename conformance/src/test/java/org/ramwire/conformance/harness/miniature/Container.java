package org.ramwire.conformance.harness.miniature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The miniature's reading of a migration file. */
final class Container {

  private static final int MAX_DESCRIPTION = 16 << 20;
  private static final int MAX_SECTIONS = 65536;

  private final Cursor in;
  private final Memory memory;
  private final Fault fault;
  private final Records records;
  private final Map<Long, String> started = new HashMap<>();
  private final Set<Long> ended = new HashSet<>();
  private final Map<Long, String> titles = new HashMap<>();
  private final SecondEnd secondEnd;

  /** Whether sections have footers; null before it is known. */
  private Boolean footers;

  private boolean ramSeen;
  private boolean ramEnded;
  private boolean ended00;
  private boolean opaque;

  Container(Cursor in, Memory memory, Fault fault) {
    this.in = in;
    this.memory = memory;
    this.fault = fault;
    this.records = new Records(memory, fault);
    this.secondEnd = new SecondEnd(in, fault);
  }

  /** Reads it to its end. */
  void read() throws Refused {
    new LibvirtWrapper(in, memory, fault).skip();
    memory.streamAt = in.at();
    if (in.number(4, "the magic") != 0x5145564dL && fault != Fault.MAGIC_UNCHECKED) {
      throw Refused.because("another magic");
    }
    long version = in.number(4, "the version");
    if (version != 3 && !(version == 2 && fault == Fault.VERSION_TWO_TAKEN)) {
      throw Refused.because("version " + version);
    }
    if (in.peek(0) == 7) {
      in.number(1, "the configuration");
      configuration().read();
    }
    if (memory.sparse && !memory.mapped && fault != Fault.LIBVIRT_FORMAT_IGNORED) {
      throw Refused.because("a sparse save without mapped-ram");
    }
    try {
      while (!ended00) {
        element();
      }
      behindEof();
      secondEnd.settle();
    } catch (Refused e) {
      if (!e.cut() || fault != Fault.CUT_TAKEN) {
        throw e;
      }
    }
    if (!ramSeen && fault != Fault.RAM_ABSENT_TAKEN) {
      throw Refused.because("no ram section");
    }
    if (!ramEnded && fault == Fault.END_REQUIRED) {
      throw Refused.because("no END");
    }
    if (!opaque || fault != Fault.MISSING_PAGES_HIDDEN_WHEN_OPAQUE) {
      records.finishContainer();
    }
  }

  private MachineConfiguration configuration() {
    return new MachineConfiguration(in, memory, fault, records.list());
  }

  private void element() throws Refused {
    if (in.atEnd()) {
      if (fault == Fault.EOF_OPTIONAL) {
        ended00 = true;
        return;
      }
      throw Refused.because("no EOF");
    }
    int type = (int) in.number(1, "a type");
    switch (type) {
      case 0 -> ended00 = true;
      case 1, 2, 3, 4 -> section(type);
      case 7 -> {
        if (fault != Fault.CONFIGURATION_LATE_TAKEN) {
          throw Refused.because("a late configuration");
        }
        configuration().read();
      }
      case 8 -> command();
      default -> {
        if (fault != Fault.TYPE_UNKNOWN_ENDS) {
          throw Refused.because("type " + type);
        }
        ended00 = true;
      }
    }
  }

  private void section(int type) throws Refused {
    int head = in.at();
    long id = id(in.number(4, "a section's id"));
    boolean start = type == 1 || type == 4;
    String name = start ? start(type, id) : started.get(id);
    if (name == null) {
      if (fault != Fault.ID_UNKNOWN_IS_RAM || !ramSeen) {
        throw Refused.because("no section " + id);
      }
      name = "ram";
    }
    if (!start && ended.contains(id) && fault != Fault.PART_AFTER_END_TAKEN) {
      throw Refused.because("section " + id + " has ended");
    }
    if (type >= 3) {
      ended.add(id);
    }
    if (!name.equals("ram")) {
      device(id);
      return;
    }
    if (type == 4 && fault == Fault.FULL_REFUSED) {
      throw Refused.because("ram in one piece");
    }
    secondEnd.memoryAt(head);
    ramEnded |= type >= 3;
    records.payload(in, start, id);
    footer(id);
  }

  private long id(long id) {
    return fault == Fault.ID_OF_ONE_BYTE ? id & 0xff : id;
  }

  private String start(int type, long id) throws Refused {
    boolean again = DeviceEnd.again(type, id, titles, ended) && fault != Fault.FULL_AGAIN_REFUSED;
    if (started.containsKey(id) && !again && fault != Fault.ID_TAKEN_TWICE) {
      throw Refused.because("section id " + id + " again");
    }
    if (started.size() == MAX_SECTIONS) {
      throw Refused.because("too many sections");
    }
    String name = in.name("a section's name");
    if (badName(name)) {
      throw Refused.because("no section name");
    }
    long instance = in.number(4, "the instance");
    long version = in.number(4, "the version");
    if (name.equals("ram")) {
      if (ramSeen || instance != 0 && fault != Fault.RAM_INSTANCE_UNCHECKED) {
        throw Refused.because("a second ram section");
      }
      if (version != 4 && !(version == 3 && fault == Fault.RAM_VERSION_3_TAKEN)) {
        throw Refused.because("ram version " + version);
      }
      ramSeen = true;
    } else if (!ramSeen && fault == Fault.DEVICE_BEFORE_RAM_REFUSED) {
      throw Refused.because("a device before ram");
    }
    String title = type + name + "/" + instance + "/" + version;
    if (again && !titles.get(id).substring(1).equals(title.substring(1))) {
      throw Refused.because("another section " + id);
    }
    titles.put(id, title);
    started.put(id, name);
    return name;
  }

  private boolean badName(String name) {
    if (name.isEmpty()) {
      return fault != Fault.SECTION_NAME_EMPTY_TAKEN;
    }
    boolean known = ramEnded && fault == Fault.DEVICE_NAME_UNCHECKED;
    return !known && name.chars().anyMatch(one -> one < 0x20 || one == 0x7f);
  }

  private void footer(long id) throws Refused {
    boolean here = in.peek(0) == 0x7e;
    if (footers == null && !in.atEnd()) {
      footers = here;
    }
    if (fault == Fault.FOOTERS_OPTIONAL ? !here : !Boolean.TRUE.equals(footers)) {
      return;
    }
    if (in.number(1, "a footer") != 0x7e) {
      throw Refused.because("no footer");
    }
    if (id(in.number(4, "a footer")) != id && fault != Fault.FOOTER_ID_UNCHECKED) {
      throw Refused.because("a footer of another section");
    }
  }

  private long version(long id) {
    String title = titles.getOrDefault(id, "/0");
    return Long.parseLong(title.substring(title.lastIndexOf('/') + 1));
  }

  private void device(long id) throws Refused {
    if (new KnownSection(in, fault).pass(started.getOrDefault(id, ""), version(id))) {
      footer(id);
      return;
    }
    DeviceEnd search = new DeviceEnd(in, fault, started, ended);
    if (Boolean.FALSE.equals(footers)) {
      if (!ramEnded || fault == Fault.DEVICE_NEEDS_FOOTER) {
        throw Refused.because("a device without an end");
      }
      in.skipTo(search.opaque());
      records.device(true);
      ended00 = true;
      opaque = true;
      return;
    }
    in.skipTo(search.footer(id));
    if (!ramEnded || fault == Fault.SECOND_END_AFTER_RAM) {
      secondEnd.searched(id, in.at(), started, ended, footers == null);
    }
    records.device(false);
    footers = true;
    in.take(5, "a footer");
  }

  private void command() throws Refused {
    secondEnd.memoryAt(in.at());
    int code = (int) in.number(2, "a command");
    int length = (int) in.number(2, "a command's length");
    if ((code < 1 || code > 11) && fault != Fault.COMMAND_UNKNOWN_TAKEN) {
      throw Refused.because("command " + code);
    }
    if (!lengthFits(code, length) && fault != Fault.COMMAND_LENGTH_UNCHECKED) {
      throw Refused.because("command " + code + " of " + length);
    }
    byte[] data = in.take(length, "a command's data");
    Cursor fields = new Cursor(data);
    if (code == 4 || code == 5 || code == 7) {
      records.postcopy();
    } else if (code == 6) {
      discard(fields);
    }
    if (code == 3 && length == 16) {
      records.list().adviceSizes = fields.number(8, "advice");
      if (fields.number(8, "advice") != memory.pageBytes) {
        throw Refused.because("another page size");
      }
    } else if (code == 7 && length == 4 && fault != Fault.PACKAGE_NOT_PASSED) {
      in.take(fields.number(4, "a package"), "a package");
    }
  }

  private void discard(Cursor data) {
    try {
      records.discard(data);
    } catch (Refused e) {
      // A name longer than the data concerns no page.
    }
  }

  static boolean lengthFits(int code, int length) {
    return switch (code) {
      case 2, 7 -> length == 4;
      case 3 -> length == 0 || length == 16;
      case 6 -> length >= 20;
      case 10 -> length >= 2 && length <= 256;
      default -> length == 0 || code < 1 || code > 11;
    };
  }

  private void behindEof() throws Refused {
    if (in.peek(0) != 6) {
      return;
    }
    if (fault == Fault.DESCRIPTION_REFUSED) {
      throw Refused.because("a description");
    }
    in.number(1, "the description");
    long length = in.number(4, "the description's length");
    if (length > MAX_DESCRIPTION) {
      MachineConfiguration.tooLong(fault == Fault.DESCRIPTION_BELIEVED, length);
    }
    long pageSize = Json.pageSize(in.take(length, "the description"));
    boolean contradicts = pageSize > 0 && pageSize != memory.pageBytes;
    boolean text = pageSize == Json.NO_NUMBER && fault != Fault.PAGE_SIZE_TEXT_TAKEN;
    if ((pageSize == Json.NO_OBJECT || text || contradicts)
        && fault != Fault.DESCRIPTION_UNCHECKED) {
      throw Refused.because("no JSON object, or of another page size");
    }
  }
}
