package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** A range of versions with both ends, such as {@code [1.2,2)}. */
public final class PluginRange {
  private static final String VERSION = "\\d+(\\.\\d+(\\.\\d+(\\.[\\w-]+)?)?)?";
  private static final Pattern RANGE = Pattern.compile("[\\[(]\\s*" + VERSION + "\\s*,\\s*" + VERSION + "\\s*[\\])]");

  private final VersionRange range;

  private PluginRange(VersionRange range) {
    this.range = range;
  }

  /**
   * Reads a range.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} for anything but two versions between brackets
   */
  public static PluginRange of(String text) {
    String stripped = text.strip();
    if (stripped.matches(VERSION)) {
      throw invalid(
          "'" + text + "' is no range of versions: to OSGi it means " + stripped + " or any later version, whatever breaks.",
          "Write " + upToNext(stripped) + " for what is compatible, or [" + stripped + "," + stripped + "] for this one alone.");
    }
    if (!RANGE.matcher(stripped).matches()) {
      throw invalid(
          "'" + text + "' is no range of versions.",
          "Write two versions between brackets, such as [1.2,2): from 1.2 up to but not 2.");
    }
    VersionRange range = new VersionRange(stripped);
    if (range.isEmpty()) {
      throw invalid("No version is in the range " + stripped + ".", "Write the lower version first, such as [1.2,2).");
    }
    return new PluginRange(range);
  }

  private static String upToNext(String version) {
    return "[" + version + "," + (Version.parseVersion(version).getMajor() + 1) + ")";
  }

  /** Whether a version, as a bundle names it, is in the range. */
  public boolean includes(String version) {
    return range.includes(Version.parseVersion(version));
  }

  private static PlimsollException invalid(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }

  @Override
  public String toString() {
    return range.getLeftType() + shortest(range.getLeft()) + "," + shortest(range.getRight()) + range.getRightType();
  }

  private static String shortest(Version version) {
    return version.toString().replaceFirst("(\\.0){1,2}$", "");
  }
}
