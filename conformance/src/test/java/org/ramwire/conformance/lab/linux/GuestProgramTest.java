package org.ramwire.conformance.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestProgramTest {

  private static final int PT_LOAD = 1;
  private static final int PT_INTERP = 3;
  private static final byte[] KERNEL = TinyPackage.kernel("6.1.0-1-cloud-amd64 (x@y) #1 SMP");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"data.tar.xz", "data.tar.gz", "data.tar"})
  void takesAKernelFromAPackage(String member) throws Exception {
    Path deb =
        TinyPackage.write(folder.resolve("linux.deb"), member, "./boot/vmlinuz-6.1.0-1", KERNEL);

    GuestProgram kernel = GuestProgram.kernel(deb);

    assertThat(kernel.bytes()).isEqualTo(KERNEL);
    assertThat(kernel.version()).isEqualTo("6.1.0-1-cloud-amd64 (x@y) #1 SMP");
    assertThat(kernel.source()).isEqualTo("linux.deb");
    assertThat(kernel.sha256()).isEqualTo(Sha256.of(KERNEL));
  }

  @Test
  void takesAKernelAsItIs() throws Exception {
    Path file = Files.write(folder.resolve("vmlinuz"), KERNEL);

    assertThat(GuestProgram.kernel(file).bytes()).isEqualTo(KERNEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./bin/busybox", "./usr/bin/busybox"})
  void takesBusyboxFromAPackage(String name) throws Exception {
    byte[] busybox = TinyPackage.busybox("BusyBox v1.35.0 (Debian 1:1.35.0-4)", PT_LOAD);
    Path deb = TinyPackage.write(folder.resolve("busybox.deb"), "data.tar.xz", name, busybox);

    assertThat(GuestProgram.busybox(deb).version())
        .isEqualTo("BusyBox v1.35.0 (Debian 1:1.35.0-4)");
  }

  @Test
  void refusesABusyboxThatNeedsSharedLibraries() throws Exception {
    byte[] busybox = TinyPackage.busybox("BusyBox v1.35.0", PT_INTERP);
    Path file = Files.write(folder.resolve("busybox"), busybox);

    assertThatThrownBy(() -> GuestProgram.busybox(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("busybox-static");
  }

  @Test
  void refusesWhatIsNeither() throws Exception {
    Path file = Files.write(folder.resolve("other"), new byte[4096]);

    assertThatThrownBy(() -> GuestProgram.kernel(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": is neither a kernel's package nor an x86 kernel (vmlinuz)");
    assertThatThrownBy(() -> GuestProgram.busybox(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": is neither busybox-static's package nor a busybox");
  }

  @Test
  void namesThePackageThatDoesNotHaveIt() throws Exception {
    Path deb = TinyPackage.write(folder.resolve("meta.deb"), "data.tar.xz", "./etc/x", KERNEL);

    assertThatThrownBy(() -> GuestProgram.kernel(deb))
        .isInstanceOf(IOException.class)
        .hasMessage(deb + ": holds no boot/vmlinuz-*");
  }

  @Test
  void namesAWayOfPackingThatItDoesNotRead() throws Exception {
    Path deb = TinyPackage.write(folder.resolve("a.deb"), "data.tar.zst", "./boot/x", KERNEL);

    assertThatThrownBy(() -> GuestProgram.kernel(deb))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(deb + ": holds data.tar.zst");
  }

  @Test
  void namesThePackageThatIsCutShort() throws Exception {
    Path deb =
        TinyPackage.write(folder.resolve("a.deb"), "data.tar.xz", "./boot/vmlinuz-6", KERNEL);
    byte[] whole = Files.readAllBytes(deb);
    for (int length = 8; length < whole.length - 100; length += 13) {
      Files.write(deb, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GuestProgram.kernel(deb))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(deb + ": ");
    }
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Path file = folder.resolve("none");

    assertThatThrownBy(() -> GuestProgram.kernel(file)).hasMessage(file + ": no such file");
  }
}
