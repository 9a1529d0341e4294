package io.plimsoll.region.local;

import io.plimsoll.api.region.Workspace;
import java.nio.file.Path;

/** Workspaces as a host gets them: made once, then opened. */
final class Workspaces {
  private Workspaces() {}

  static Workspace made(LocalRegion region, Path root, String organisation) {
    region.create(root, organisation);
    return region.open(root, organisation);
  }
}
