package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.net.URI;
import java.util.Locale;

/**
 * A container of a storage account.
 *
 * @param service the address of the account's blob service, without a slash at its end
 * @param oneLake whether it lies in OneLake, whose workspaces are no containers of anybody's account
 */
record StoragePlace(String account, String container, String service, boolean oneLake) {
  /** Whether this is an address of Azure Storage or OneLake. */
  static boolean isOne(URI store) {
    String scheme = String.valueOf(store.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(store.getHost()).toLowerCase(Locale.ROOT);
    return scheme.equals("abfss") || scheme.equals("abfs")
        || (scheme.equals("https") && (host.contains(".blob.") || host.contains(".dfs.")));
  }

  /**
   * Reads {@code abfss://container@account.dfs.core.windows.net/…} or {@code https://account.blob.…/container/…}.
   *
   * @param endpoint where the account's service is reached instead; empty for its own address
   */
  static StoragePlace of(URI store, String endpoint) {
    String host = store.getHost();
    boolean inUser = store.getUserInfo() != null;
    String[] path = String.valueOf(store.getPath()).split("/");
    String container = inUser ? store.getUserInfo() : path.length > 1 ? path[1] : "";
    if (host == null || !host.contains(".") || container.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "'" + store + "' names no container of a storage account.",
          "Write abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH or https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH.");
    }
    String blob = host.replaceFirst("\\.dfs\\.", ".blob.");
    String service = endpoint.isEmpty() ? "https://" + blob : endpoint.replaceFirst("/+$", "");
    return new StoragePlace(
        host.substring(0, host.indexOf('.')), container, service, host.toLowerCase(Locale.ROOT).contains("onelake"));
  }
}
