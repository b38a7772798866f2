package org.ramwire.conformance.lab.linux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The {@code recording.json} of a recording: what it is made with, and what came of it. */
final class RecordingDocument {

  private RecordingDocument() {}

  static ObjectNode of(
      LinuxSettings settings,
      Workload workload,
      LinuxGuest guest,
      List<RoundImage> images,
      String fingerprint) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("workload", workload.toString());
    document.put("workloadSha256", Sha256.of(workload.script()));
    document.put("initSha256", Sha256.of(Workload.init()));
    document.set("kernel", program(settings.kernel()));
    document.set("busybox", program(settings.busybox()));
    document.put("qemuVersion", guest.qemuVersion());
    document.put("qemuPackageVersion", guest.qemuPackageVersion());
    ArrayNode commandLine = document.putArray("commandLine");
    guest.commandLine().forEach(commandLine::add);
    document.put("memoryBytes", settings.memoryBytes());
    document.put("pageBytes", LinuxSettings.PAGE_BYTES);
    document.put("intervalSeconds", settings.intervalSeconds());
    ArrayNode rounds = document.putArray("images");
    for (RoundImage image : images) {
      ObjectNode entry = rounds.addObject();
      entry.put("file", image.file().getFileName().toString());
      entry.put("sha256", image.sha256());
      entry.put("zeroPages", image.zeroPages());
      if (rounds.size() > 1) {
        entry.put("changedPages", image.changedPages());
      }
    }
    document.put("fingerprint", fingerprint);
    return document;
  }

  private static ObjectNode program(GuestProgram program) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("source", program.source())
        .put("version", program.version())
        .put("sha256", program.sha256());
  }
}
