package smoke;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.format.page.PageEncoders;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.FileMemory;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.migration.RamMigration;
import org.ramwire.sender.migration.RamSection;
import org.ramwire.sender.migration.RamSender;

/** Sends the image that it is given, receives it into a directory, and lists the page encoders. */
public final class RoundTrip {

  private RoundTrip() {}

  public static void main(String[] arguments) throws Exception {
    byte[] stream = send(Path.of(arguments[0]));
    receive(stream, Files.createDirectory(Path.of(arguments[1])));
    System.out.println(String.join(" ", PageEncoders.load().names()));
  }

  private static byte[] send(Path image) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MappedGuest guest = new MappedGuest(PageSize.X86)) {
      guest.addImage("pc.ram", image);
      StreamOutput output = new StreamOutput(bytes);
      MigrationStreamWriter container = new MigrationStreamWriter(output);
      container.header();
      try (RamSender sender = new RamSender(guest, SenderOptions.builder().build(), output)) {
        RamSection section = RamSection.in(container, 2, true);
        new RamMigration(sender, section, output, RamMigration.Switchover.NONE).run();
      }
      container.endOfFile();
      output.flush();
    }
    return bytes.toByteArray();
  }

  private static void receive(byte[] stream, Path directory) throws Exception {
    try (FileMemory memory = new FileMemory(directory);
        RamReceiver receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT)) {
      StreamInput input =
          new StreamInput(Channels.newChannel(new ByteArrayInputStream(stream)));
      MigrationStreamReader.open(input, ReaderOptions.DEFAULT, receiver).read();
      receiver.finish(input.offset());
    }
  }
}
