package io.plimsoll.cli;

import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.LockedBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lock of bundles says of each jar. */
record BundleLockView(BundleLock lock) implements View {
  @Override
  public void page(Page page) {
    TextTable table = new TextTable().text("File").text("Version").text("Lock").text("SHA-256");
    lock.bundles().forEach(b -> table.row(b.file(), b.version(), Exact.name(b.state()), b.digest()));
    page.table(table);
    lock.bundles().stream()
        .filter(b -> b.state() != LockedBundle.State.LOCKED)
        .forEach(b -> page.blank().sentence("", "  ", b.file() + ": " + b.problem() + "."));
    page.blank()
        .sentence(
            "",
            lock.holds()
                ? "Every jar is as " + lock.file() + " lists it, and every one it lists is there."
                : "The jars are not as " + lock.file() + " lists them.");
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "holds", lock.holds(),
        "lock", lock.file().toString(),
        "publicKey", lock.publicKey(),
        "jars",
            lock.bundles().stream()
                .map(
                    b ->
                        Exact.object("file", b.file(), "name", b.name(), "version", b.version(), "digest", b.digest(), "state",
                            b.state(), "problem", b.problem().isEmpty() ? null : b.problem()))
                .toList());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("file", "name", "version", "digest", "state", "problem");
    lock.bundles().forEach(b -> grid.row(b.file(), b.name(), b.version(), b.digest(), b.state(), b.problem()));
    return grid;
  }
}
