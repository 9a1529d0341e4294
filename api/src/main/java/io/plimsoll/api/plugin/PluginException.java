package io.plimsoll.api.plugin;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.jspecify.annotations.Nullable;

/** A call into a plug-in that did not end well; says which plug-in of which kind. */
public final class PluginException extends PlimsollException {
  private static final long serialVersionUID = 1L;

  private final String plugin;
  private final String kind;

  /**
   * @param plugin the plug-in's name
   * @param kind the simple name of its interface
   */
  public PluginException(
      ErrorCode code, String plugin, String kind, String message, String advice, @Nullable Throwable cause) {
    super(code, message, advice, cause);
    this.plugin = plugin;
    this.kind = kind;
  }

  /** The plug-in's name. */
  public String plugin() {
    return plugin;
  }

  /** The simple name of the plug-in's interface, such as {@code ExportReader}. */
  public String kind() {
    return kind;
  }
}
