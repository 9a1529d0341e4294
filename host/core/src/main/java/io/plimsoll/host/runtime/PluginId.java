package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.plugin.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * Which plug-in is meant, as messages name it.
 *
 * @param kind the simple name of its interface
 * @param file the file name of its bundle
 */
record PluginId(String name, String kind, String version, String file) {
  PluginException exception(ErrorCode code, String what, String advice, @Nullable Throwable cause) {
    return new PluginException(code, name, kind, "Plug-in " + this + " " + what + ".", advice, cause);
  }

  /** Whether this exception blames this plug-in; plug-ins of two kinds may share a name. */
  boolean isNamedBy(PluginException exception) {
    return exception.plugin().equals(name) && exception.kind().equals(kind);
  }

  @Override
  public String toString() {
    return name + " (" + kind + ", " + file + ")";
  }
}
