package org.ramwire.conformance.cli;

import org.ramwire.sender.profile.SenderProfile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of sender profiles on the command line. */
final class ProfileConverter implements ITypeConverter<SenderProfile> {

  ProfileConverter() {}

  @Override
  public SenderProfile convert(String value) {
    return switch (value) {
      case "seed" -> SenderProfile.SEED;
      case "qemu-7.2" -> SenderProfile.QEMU_7_2;
      default ->
          throw new TypeConversionException("expected seed or qemu-7.2, not '" + value + "'");
    };
  }
}
