package org.ramwire.conformance.lab.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.Deadline;
import org.ramwire.conformance.lab.qemu.Firmware;
import org.ramwire.conformance.lab.qemu.GuestQemu;
import org.ramwire.conformance.lab.scenario.Machine;
import org.ramwire.conformance.lab.scenario.Scenario;

/** A real QEMU as the destination of a stream. */
final class Destination {

  private static final Duration LOADING = Duration.ofSeconds(30);

  private Destination() {}

  /** Returns each block's memory after the stream has been loaded. */
  static List<byte[]> load(String program, Scenario scenario, byte[] stream) throws IOException {
    int firmwareBlock = Machine.find(scenario.machine()).firmwareBlockOf(scenario);
    // Not the source's firmware: all memory must come from the stream.
    byte[] firmware = new byte[Firmware.of(scenario, firmwareBlock).length];
    List<String> incoming = List.of("-incoming", "defer");
    try (GuestQemu guest = GuestQemu.start(program, scenario, firmware, incoming)) {
      try {
        guest.configure(Set.of("events"));
        Path socket = guest.process().file("incoming");
        guest
            .qmp()
            .execute(
                "migrate-incoming",
                JsonNodeFactory.instance.objectNode().put("uri", "unix:" + socket));
        send(socket, stream);
        awaitCompletion(guest);
        return guest.memory();
      } catch (IOException e) {
        throw guest.process().explained(e);
      }
    }
  }

  private static void send(Path socket, byte[] stream) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = ByteBuffer.wrap(stream);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static void awaitCompletion(GuestQemu guest) throws IOException {
    Deadline deadline = Deadline.in(LOADING);
    while (true) {
      JsonNode state = guest.queryMigrate();
      if (state.path("status").asText().equals("completed")) {
        return;
      }
      if (deadline.passed()) {
        throw new CaptureException("loading is still " + state + " after " + deadline.allowed());
      }
      Deadline.pause();
    }
  }
}
