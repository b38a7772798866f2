package org.ramwire.conformance.lab.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Unfinished;

/**
 * The recording of one workload: what the guest's memory holds when the workload is ready, and
 * after each round.
 *
 * @param folder where it lies
 * @param changedPages for each round after the first image, how many pages had changed
 * @param zeroPages how many pages of the last image are zero
 * @param pages how many pages an image has
 * @param fingerprint SHA-256 over the images' names and hashes, in hex
 */
public record LinuxRecording(
    Path folder, List<Long> changedPages, long zeroPages, long pages, String fingerprint) {

  private static final String DOCUMENT = "recording.json";

  /**
   * Records a workload into a folder of its name, which appears once the recording is whole.
   *
   * @param settings what it is made with
   * @param workload what the guest does
   * @param parent the folder of recordings; made if it is not there
   * @param progress hears in a few words what is being done
   * @return the recording
   * @throws IOException if QEMU cannot be driven, the guest fails, or a file cannot be written
   */
  public static LinuxRecording record(
      LinuxSettings settings, Workload workload, Path parent, Consumer<String> progress)
      throws IOException {
    Path target = parent.resolve(workload.toString());
    checkFree(parent, workload);
    try (Unfinished unfinished = Unfinished.directory(target.toAbsolutePath(), Access.EVERYBODY);
        LinuxGuest guest = LinuxGuest.start(settings, workload)) {
      List<RoundImage> images = images(settings, guest, unfinished.path(), target, progress);
      String fingerprint = fingerprint(images);
      String document =
          RecordingDocument.of(settings, workload, guest, images, fingerprint).toPrettyString();
      Files.writeString(unfinished.path().resolve(DOCUMENT), document + "\n");
      unfinished.publish();
      return new LinuxRecording(
          target,
          images.stream().skip(1).map(RoundImage::changedPages).toList(),
          images.get(images.size() - 1).zeroPages(),
          settings.memoryBytes() / LinuxSettings.PAGE_BYTES,
          fingerprint);
    } catch (FileAlreadyExistsException e) {
      throw FileFault.taken(target);
    }
  }

  /**
   * Refuses a folder in which a recording would not find its place.
   *
   * @param parent the folder of recordings
   * @param workload whose place it is
   * @throws IOException if something is there already
   */
  public static void checkFree(Path parent, Workload workload) throws IOException {
    Path target = parent.resolve(workload.toString());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw FileFault.taken(target);
    }
  }

  private static List<RoundImage> images(
      LinuxSettings settings, LinuxGuest guest, Path folder, Path target, Consumer<String> progress)
      throws IOException {
    List<RoundImage> images = new ArrayList<>();
    RoundImage before = null;
    for (int round = 0; round <= settings.rounds(); round++) {
      progress.accept(round == 0 ? "starting" : "round " + round + " of " + settings.rounds());
      guest.playRound();
      String name = RoundImage.name(round, settings.rounds());
      try {
        before = RoundImage.copy(guest.memory(), folder.resolve(name), before);
      } catch (IOException e) {
        throw FileFault.of(target.resolve(name), e);
      }
      images.add(before);
    }
    return images;
  }

  /** Hashes what {@code sha256sum} prints for the images. */
  private static String fingerprint(List<RoundImage> images) {
    StringBuilder lines = new StringBuilder();
    for (RoundImage image : images) {
      lines.append(image.sha256()).append("  ").append(image.file().getFileName()).append('\n');
    }
    return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
