package io.plimsoll.api.export;

/** How a location is laid out. */
public enum Layout {
  /** As Azure writes exports: a manifest beside the parts of each run. */
  AZURE,
  /** Loose FOCUS files without manifests; each file is a part of the one run there is. */
  LOOSE
}
