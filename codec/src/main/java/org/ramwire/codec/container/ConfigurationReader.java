package org.ramwire.codec.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Limits;
import org.ramwire.codec.PrintableName;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.Configuration;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.UnsupportedStreamException;

/** The reading of the configuration and its subsections (CON-003 to CON-008). */
final class ConfigurationReader {

  private static final int UUID_BYTES = 16;

  private final StreamInput input;
  private final Limits limits;

  private final Set<String> subsections = new HashSet<>();
  private @Nullable PageSize pageSize;
  private final List<String> capabilities = new ArrayList<>();
  private @Nullable Bytes uuid;

  ConfigurationReader(StreamInput input, Limits limits) {
    this.input = input;
    this.limits = limits;
  }

  /** Reads what stands after the type byte. */
  Configuration read() throws IOException {
    long at = input.offset();
    input.require(Integer.BYTES, "the configuration's length");
    int length = input.be32();
    if (length < 0 || length > limits.maxConfigurationBytes()) {
      throw new LimitExceededException(
          Clause.LIMIT_CONFIGURATION,
          at,
          "a machine name of "
              + Integer.toUnsignedString(length)
              + " bytes; this reader takes at most "
              + limits.maxConfigurationBytes());
    }
    input.require(length, "the machine name");
    String machine = PrintableName.of(input.bytes(length));
    while (input.available(1) && input.peek(0) == SectionType.SUBSECTION) {
      readSubsection();
    }
    return new Configuration(machine, pageSize, capabilities, uuid);
  }

  private void readSubsection() throws IOException {
    long at = input.offset();
    input.require(2, "a configuration subsection");
    int nameLength = input.peek(1);
    input.require(2 + nameLength + Integer.BYTES, "a configuration subsection");
    input.advance(2);
    String name = PrintableName.of(input.bytes(nameLength));
    int version = input.be32();
    if (version != StreamConstants.SUBSECTION_VERSION) {
      throw new MalformedStreamException(
          Clause.CONFIGURATION_SUBSECTION,
          at,
          "subsection '"
              + name
              + "' has version "
              + version
              + ": expected "
              + StreamConstants.SUBSECTION_VERSION);
    }
    if (!subsections.add(name)) {
      // CON-005: "Each occurs at most once: …"
      throw new MalformedStreamException(
          Clause.CONFIGURATION_SUBSECTION, at, "a second subsection '" + name + "'");
    }
    ConfigurationSubsection subsection = ConfigurationSubsection.byName(name);
    if (subsection == null) {
      throw new UnsupportedStreamException(
          Clause.CONFIGURATION_SUBSECTION,
          at,
          "subsection '" + name + "' is unknown to this reader");
    }
    subsection.readBy(this);
  }

  void readTargetPageBits() throws IOException {
    long at = input.offset();
    input.require(Integer.BYTES, "target-page-bits");
    int bits = input.be32();
    if (bits < 10 || bits > 16) {
      throw new UnsupportedStreamException(
          Clause.TARGET_PAGE_BITS,
          at,
          "target-page-bits " + Integer.toUnsignedString(bits) + ": expected 10 to 16");
    }
    pageSize = new PageSize(1 << bits);
  }

  void readCapabilities() throws IOException {
    long at = input.offset();
    input.require(Integer.BYTES, "the count of capabilities");
    int count = input.be32();
    if (count < 0 || count > limits.maxConfigurationBytes()) {
      throw new LimitExceededException(
          Clause.LIMIT_CONFIGURATION,
          at,
          Integer.toUnsignedString(count)
              + " capabilities; this reader takes at most "
              + limits.maxConfigurationBytes());
    }
    for (int i = 0; i < count; i++) {
      readCapability();
    }
  }

  private void readCapability() throws IOException {
    long at = input.offset();
    input.require(1, "a capability's name");
    int length = input.peek(0);
    input.require(1 + length, "a capability's name");
    input.advance(1);
    String name = PrintableName.of(input.bytes(length));
    if (!name.equals(Configuration.IGNORE_SHARED) && !name.equals(Configuration.MAPPED_RAM)) {
      throw new UnsupportedStreamException(
          Clause.CAPABILITIES, at, "capability '" + name + "' is unknown to this reader");
    }
    capabilities.add(name);
  }

  void readUuid() throws IOException {
    input.require(UUID_BYTES, "the machine's UUID");
    uuid = Bytes.of(input.bytes(UUID_BYTES));
  }
}
