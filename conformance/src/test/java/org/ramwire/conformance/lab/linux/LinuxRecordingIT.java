package org.ramwire.conformance.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.QemuProgram;

/** A real Linux in a real QEMU; it takes a minute, and Debian's packages from the network. */
@Tag("slow")
@Timeout(1200)
class LinuxRecordingIT {

  @TempDir Path folder;

  @Test
  void recordsAnIdleLinux() throws Exception {
    LinuxSettings settings = settings(qemu());

    LinuxRecording recording =
        LinuxRecording.record(settings, Workload.IDLE, folder, progress -> {});

    assertThat(recording.folder()).isEqualTo(folder.resolve("idle"));
    // An idle Linux writes to some hundred pages, and its kernel alone fills more than 16 MiB.
    assertThat(recording.changedPages()).hasSize(2).allMatch(pages -> pages > 20 && pages < 5000);
    assertThat(recording.pages() - recording.zeroPages()).isGreaterThan(4096);
    try (var files = Files.list(recording.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .isEqualTo(List.of("recording.json", "round-0.img", "round-1.img", "round-2.img"));
    }
    assertThat(recording.folder().resolve("round-2.img")).hasSize(128 << 20);
  }

  private static Path qemu() throws IOException {
    try {
      return QemuProgram.find(QemuProgram.DEFAULT);
    } catch (CaptureException e) {
      if (Boolean.getBoolean("ramwire.qemu.required")) {
        fail("a real QEMU is required: " + e.getMessage());
      }
      return skip(e.getMessage());
    }
  }

  private LinuxSettings settings(Path qemu) throws IOException {
    AptPackages packages = new AptPackages(folder.resolve("packages"));
    try {
      return new LinuxSettings(
          qemu,
          GuestProgram.kernel(packages.kernel()),
          GuestProgram.busybox(packages.busybox()),
          LinuxSettings.MIN_MEMORY_BYTES,
          2,
          2,
          Duration.ofMinutes(5));
    } catch (CaptureException e) {
      return skip(e.getMessage());
    }
  }

  private static <T> T skip(String reason) {
    System.out.println("LinuxRecordingIT skipped: " + reason);
    return abort(reason);
  }
}
