package io.plimsoll.store.adls;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where exports lie: a folder of a container, and the endpoints that serve it.
 *
 * <p>Tokens go to Azure's own names and to loopback, nowhere else: whoever may connect a store could otherwise have
 * the host hand its token to a machine of his choice.
 *
 * @param account the storage account, or {@code onelake}
 * @param container the container, or the workspace of OneLake
 * @param folder without a slash at either end; empty for the whole container
 * @param blob endpoint of the Blob API, without a slash at the end
 * @param dfs endpoint of the Data Lake API; the same as {@code blob} where one endpoint was given for both
 */
record ExportAddress(String account, String container, String folder, String blob, String dfs) {
  /** The suffixes of Azure Storage in the public and the sovereign clouds, and of OneLake. */
  private static final List<String> SUFFIXES =
      List.of(
          "core.windows.net", "core.usgovcloudapi.net", "core.chinacloudapi.cn", "core.cloudapi.de", "storage.azure.net",
          "fabric.microsoft.com");

  private static final Pattern HOST = Pattern.compile("([a-z0-9-]+)((?:\\.[a-z0-9]+)?)\\.(dfs|blob)\\.(.+)");
  private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9$][A-Za-z0-9_. -]*");
  private static final String FORMS =
      "Write it as abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH or"
          + " https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH.";

  /**
   * Reads an address.
   *
   * @param endpoint what serves the account instead of its own name, if anything
   * @throws PlimsollException {@code INVALID_REQUEST} when it names no container of Azure Storage
   */
  static ExportAddress parse(URI location, @Nullable String endpoint) {
    String host = location.getHost() == null ? afterAt(location) : location.getHost();
    Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
    boolean known = parts.matches() && SUFFIXES.stream().anyMatch(s -> parts.group(4).equals(s) || parts.group(4).endsWith('.' + s));
    if (!known) {
      throw invalid(location, "its host is not one of Azure Storage", FORMS);
    }
    if (location.getRawQuery() != null || location.getRawFragment() != null) {
      throw invalid(
          location, "it has a query",
          "Leave out what follows the question mark; a shared access signature is not used: connect with a credential.");
    }
    String path = location.getPath() == null ? "" : location.getPath();
    String container;
    String folder;
    if ("https".equalsIgnoreCase(location.getScheme())) {
      String trimmed = trim(path);
      int slash = trimmed.indexOf('/');
      container = slash < 0 ? trimmed : trimmed.substring(0, slash);
      folder = slash < 0 ? "" : trim(trimmed.substring(slash));
    } else {
      container = beforeAt(location);
      folder = trim(path);
    }
    if (!CONTAINER.matcher(container).matches()) {
      throw invalid(location, container.isEmpty() ? "it names no container" : "'" + container + "' cannot name a container", FORMS);
    }
    if (List.of(folder.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals("..")) || folder.contains("//")) {
      throw invalid(location, "its path does not name one folder", FORMS);
    }
    String middle = parts.group(1) + parts.group(2);
    String blob = endpoint == null ? "https://" + middle + ".blob." + parts.group(4) : endpoint(endpoint);
    String dfs = endpoint == null ? "https://" + middle + ".dfs." + parts.group(4) : blob;
    return new ExportAddress(parts.group(1), container, folder, blob, dfs);
  }

  /** The name of an object within the container. */
  String name(String path) {
    return folder.isEmpty() ? path : folder + '/' + path;
  }

  /** The path of an object within the folder. */
  String path(String name) {
    return folder.isEmpty() ? name : name.substring(folder.length() + 1);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return "abfss://" + container + "@" + dfs.substring("https://".length()) + (folder.isEmpty() ? "" : "/" + folder);
  }

  private static String endpoint(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw refusedEndpoint(text, "is not an address", e);
    }
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
      throw refusedEndpoint(text, "is not an https address", null);
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (SUFFIXES.stream().noneMatch(s -> host.endsWith('.' + s)) && !isLoopback(host)) {
      throw refusedEndpoint(text, "is neither one of Azure Storage nor on this machine", null);
    }
    return text.replaceAll("/+$", "");
  }

  private static boolean isLoopback(String host) {
    boolean literal = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** A container may have letters that no user of an address has, and then the address has no host for Java. */
  private static String afterAt(URI location) {
    String authority = location.getAuthority() == null ? "" : location.getAuthority();
    return authority.substring(authority.indexOf('@') + 1);
  }

  private static String beforeAt(URI location) {
    String authority = location.getAuthority() == null ? "" : location.getAuthority();
    return authority.substring(0, Math.max(0, authority.indexOf('@')));
  }

  private static String trim(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  private static PlimsollException invalid(URI location, String what, String advice) {
    String shown = location.toString().replaceFirst("\\?.*", "?...");
    return new PlimsollException(ErrorCode.INVALID_REQUEST, "The store " + shown + " cannot be read: " + what + ".", advice);
  }

  private static PlimsollException refusedEndpoint(String text, String what, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The endpoint " + text.replaceFirst("\\?.*", "?...") + " " + what + ", so no token is sent there.",
        "A private endpoint keeps the account's own name and needs none; give https://ACCOUNT.blob.core.windows.net or an"
            + " emulator on loopback.",
        cause);
  }
}
