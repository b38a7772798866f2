package org.ramwire.conformance.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fetching of packages, with scripts in the place of apt's programs. */
class AptPackagesTest {

  private static final String KERNEL = "linux-image-6.1.0-56-cloud-amd64";

  @TempDir Path folder;

  private Path programs;
  private AptPackages packages;

  @BeforeEach
  void makePrograms() throws IOException {
    programs = Files.createDirectory(folder.resolve("programs"));
    packages = new AptPackages(folder.resolve("packages"), programs + "/");
    program("apt-cache", "echo $2; echo '  Depends: " + KERNEL + "'");
    program("apt-get", "echo \"$1\" >>../calls; : >\"$2_1%3a2-3_amd64.deb\"");
  }

  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void fetchesTheKernelThatTheMetapackageDependsOn() throws Exception {
    assertThat(packages.kernel())
        .isEqualTo(folder.resolve("packages").resolve(KERNEL + "_1%3a2-3_amd64.deb"))
        .exists();
  }

  @Test
  void fetchesNothingTwice() throws Exception {
    Path kernel = packages.kernel();
    Path busybox = packages.busybox();

    assertThat(packages.kernel()).isEqualTo(kernel);
    assertThat(packages.busybox()).isEqualTo(busybox);
    assertThat(Files.readAllLines(folder.resolve("calls"))).containsExactly("download", "download");
  }

  @Test
  void tellsWhatToGetWhereAptFails() throws Exception {
    program("apt-get", "echo 'W: other'; echo 'E: Unable to locate package' >&2; exit 100");

    assertThatThrownBy(packages::busybox)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("apt-get download busybox-static failed: Unable to locate package;")
        .hasMessageEndingWith(
            "get Debian's busybox-static and the package that linux-image-cloud-amd64 depends on, "
                + "and name them with --busybox and --kernel");
  }

  @Test
  void tellsWhatToGetWhereThereIsNoApt() throws Exception {
    Files.delete(programs.resolve("apt-cache"));

    assertThatThrownBy(packages::kernel)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("apt-cache cannot be run; get Debian's busybox-static");
  }

  @Test
  void tellsThatThereIsNoSuchKernel() throws Exception {
    program("apt-cache", "exit 0");

    assertThatThrownBy(packages::kernel)
        .hasMessageContaining("apt-cache knows no linux-image-cloud-amd64");
  }
}
