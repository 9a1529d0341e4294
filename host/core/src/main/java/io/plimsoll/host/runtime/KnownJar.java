package io.plimsoll.host.runtime;

import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.BundleStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A jar of a folder and what became of it. Guarded by the table it is in. */
final class KnownJar {
  private final Path path;
  private BundleFile file;
  private String digest = "";
  private State state = State.REJECTED;
  private List<String> reasons = List.of();
  private @Nullable InstalledBundle running;
  private boolean mayPassLater;
  private boolean judged;

  KnownJar(Path path) {
    this.path = path;
    this.file = BundleFile.unreadable(path, "it was not read yet");
  }

  Path path() {
    return path;
  }

  State state() {
    return state;
  }

  /** The bundle in use, which may be of an earlier content of the jar; {@code null} for none. */
  @Nullable InstalledBundle running() {
    return running;
  }

  /** Whether anything was ever said of it. */
  boolean isJudged() {
    return judged;
  }

  /** Whether it was refused for something outside of it that may change. */
  boolean mayPassLater() {
    return mayPassLater;
  }

  /** It is in use. */
  void active(InstalledBundle bundle) {
    running = bundle;
    stands(bundle.file(), "", State.ACTIVE, List.of());
  }

  /** How it would stand with this bundle in use. */
  static BundleStatus activeWith(Path path, InstalledBundle bundle) {
    KnownJar jar = new KnownJar(path);
    jar.active(bundle);
    return jar.status();
  }

  /** Nothing of this content is in use. */
  void refused(BundleFile read, String sha256, State as, List<String> why, boolean passesLater) {
    List<String> all = new ArrayList<>(why);
    if (running != null && as != State.RESTART) {
      all.add("version " + running.version() + ", accepted before, stays in use");
    }
    stands(read, sha256, as, all);
    mayPassLater = passesLater;
  }

  /** Threads of the bundle in use are stuck. */
  void quarantined(List<String> why) {
    state = State.QUARANTINED;
    reasons = List.copyOf(why);
  }

  private void stands(BundleFile read, String sha256, State as, List<String> why) {
    judged = true;
    file = read;
    digest = sha256;
    state = as;
    reasons = List.copyOf(why);
    mayPassLater = false;
  }

  BundleStatus status() {
    return status(state, reasons);
  }

  BundleStatus status(State as, List<String> why) {
    if (digest.isEmpty() && running != null && running.file() == file) {
      digest = running.copy().digest();
    }
    return new BundleStatus(
        file.name(), String.valueOf(path.toAbsolutePath().getParent()), file.symbolicName(), file.version(), digest, as, why);
  }
}
