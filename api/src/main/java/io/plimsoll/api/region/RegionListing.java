package io.plimsoll.api.region;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a region.
 *
 * @param region its name
 * @param root the folder below which everything of its organisations lies
 */
public record RegionListing(String region, Path root, List<Resident> organisations) {
  /** Keeps its own copy. */
  public RegionListing {
    organisations = List.copyOf(organisations);
  }

  /**
   * An organisation of the region.
   *
   * @param files how many files it has below the root
   * @param bytes their size
   */
  public record Resident(String name, long files, long bytes, List<Source> sources) {
    /** Keeps its own copy. */
    public Resident {
      sources = List.copyOf(sources);
    }
  }

  /**
   * Where its exports lie.
   *
   * @param region the region of the place; {@code null} when nobody said
   * @param origin how that is known
   */
  public record Source(String connection, URI store, @Nullable String region, Origin origin) {}

  /** How the region of a place is known. */
  public enum Origin {
    /** Whoever runs the place said so. */
    READ,
    /** The operator declared it. */
    DECLARED,
    /** The place is a folder of this machine. */
    MACHINE
  }
}
