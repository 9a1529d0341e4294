package io.plimsoll.action.azure;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a connection.
 *
 * @param folder without a slash at either end; empty for the whole container
 */
record StoragePath(String account, String container, String folder) {
  private static final Pattern ABFSS = Pattern.compile("abfss://([^@/]+)@([a-z0-9]+)\\.[^/]*?(dfs|blob)\\.[^/]+(/.*)?");
  private static final Pattern HTTPS = Pattern.compile("https://([a-z0-9]+)\\.[^/]*?(dfs|blob)\\.[^/]+/([^/]+)(/.*)?");

  /** The place, when it is a container of a storage account; OneLake has none that could be managed. */
  static Optional<StoragePath> of(URI store) {
    String text = store.toString();
    if (text.toLowerCase(Locale.ROOT).contains("onelake.") || text.contains("?")) {
      return Optional.empty();
    }
    Matcher abfss = ABFSS.matcher(text);
    if (abfss.matches()) {
      return Optional.of(new StoragePath(abfss.group(2), abfss.group(1), trim(abfss.group(4))));
    }
    Matcher https = HTTPS.matcher(text);
    return https.matches()
        ? Optional.of(new StoragePath(https.group(1), https.group(3), trim(https.group(4))))
        : Optional.empty();
  }

  private static String trim(@Nullable String path) {
    return path == null ? "" : path.replaceAll("^/+|/+$", "");
  }
}
