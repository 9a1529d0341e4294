package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a connection says once for all of its acts.
 *
 * @param scope whose costs; empty when it does not say
 * @param account the resource id of the storage account; empty when it does not say
 */
record Defaults(StoragePath place, String scope, String account) {
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[A-Za-z0-9._()-]+/providers/Microsoft\\.Storage/storageAccounts/([a-z0-9]{3,24})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTAINER = Pattern.compile("[a-z0-9$](-?[a-z0-9])*");
  private static final Pattern FOLDER = Pattern.compile("[^/\\\\\\s][^\\\\]*");
  private static final Pattern EXPORT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** The name of an export. */
  static String export(Parameters parameters) {
    return parameters.text("export", "", EXPORT, "the export's name, 1 to 64 letters, digits, hyphens and underscores");
  }

  /** The scope an export has. */
  String scope(Parameters parameters) {
    String text = parameters.text("scope", scope, Pattern.compile("/*(" + CostScope.FORM.pattern() + ")/*"), CostScope.DESCRIBED);
    parameters.spell("scope", CostScope.trim(text));
    return CostScope.trim(text);
  }

  /** The storage account, which has to be the one the connection reads. */
  String account(Parameters parameters) {
    String id =
        parameters.text(
            "storage-account", account, ACCOUNT,
            "the account's resource id /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.Storage/storageAccounts/"
                + place.account());
    var parts = ACCOUNT.matcher(id);
    if (parts.matches() && !parts.group(1).toLowerCase(Locale.ROOT).equals(place.account())) {
      parameters.refuse("storage-account names " + parts.group(1) + ", and the connection reads " + place.account());
    }
    return id;
  }

  /** The container, that of the connection when it is not said. */
  String container(Parameters parameters) {
    return parameters.text("container", place.container(), CONTAINER, "the name of a container");
  }

  /** The folder within the container, that of the connection when it is not said. */
  String folder(Parameters parameters) {
    if (!parameters.has("path") && place.folder().isEmpty()) {
      return parameters.optional("path", FOLDER, "a folder");
    }
    String folder =
        parameters.text("path", place.folder(), FOLDER, "a folder within the container, without a slash before it")
            .replaceAll("/+$", "");
    parameters.spell("path", folder);
    return folder;
  }

  static PlimsollException refused(ErrorCode code, String message, String advice) {
    return new PlimsollException(code, message, advice);
  }
}
