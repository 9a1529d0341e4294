package io.plimsoll.credential.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Azure Resource Manager tells about a storage account, as far as the credential may ask. */
final class Management {
  private final String arm;
  private final String subscription;
  private final HarmlessCalls calls;

  /**
   * @param arm its address, without a slash at its end
   * @param subscription the one to look in; empty for all that are seen
   */
  Management(String arm, String subscription, HarmlessCalls calls) {
    this.arm = arm;
    this.subscription = subscription;
    this.calls = calls;
  }

  /** A storage account as ARM knows it. */
  record Account(String id, String location) {}

  /**
   * A role somebody has.
   *
   * @param definition the id of its definition
   */
  record Assignment(String definition, String scope) {}

  /** The account of this name, whose names are unique in the world. */
  Optional<Account> account(String name) {
    for (String id : subscriptions()) {
      for (Map<String, Object> account :
          calls.pages(arm + "/subscriptions/" + id + "/providers/Microsoft.Storage/storageAccounts?api-version=2023-05-01")
              .orElse(List.of())) {
        if (name.equalsIgnoreCase(String.valueOf(account.get("name")))) {
          return Optional.of(
              new Account(
                  String.valueOf(account.get("id")),
                  String.valueOf(account.get("location")).replace(" ", "").toLowerCase(Locale.ROOT)));
        }
      }
    }
    return Optional.empty();
  }

  /** The roles of a principal on a scope, those of its groups and of the scopes above among them. */
  Optional<List<Assignment>> assignments(String scope, String principal) {
    String filter = URLEncoder.encode("assignedTo('" + principal + "')", StandardCharsets.UTF_8);
    return calls
        .pages(arm + scope + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&%24filter=" + filter)
        .map(
            items -> {
              List<Assignment> found = new ArrayList<>();
              for (Map<String, Object> item : items) {
                Map<String, Object> properties = HarmlessCalls.object(item.get("properties"));
                found.add(
                    new Assignment(
                        String.valueOf(properties.get("roleDefinitionId")), String.valueOf(properties.get("scope"))));
              }
              return found;
            });
  }

  /** What a role that is none of the built-in ones is called, and whether it changes anything; empty when unreadable. */
  Optional<Custom> custom(String definition) {
    HarmlessCalls.Answer answer = calls.get(arm + definition + "?api-version=2022-04-01");
    if (!answer.ok()) {
      return Optional.empty();
    }
    Map<String, Object> properties = HarmlessCalls.object(answer.json().get("properties"));
    boolean writes = false;
    if (properties.get("permissions") instanceof List<?> permissions) {
      for (Object permission : permissions) {
        Map<String, Object> granted = HarmlessCalls.object(permission);
        writes |= changes(granted.get("actions")) || changes(granted.get("dataActions"));
      }
    }
    return Optional.of(new Custom(String.valueOf(properties.get("roleName")), writes));
  }

  /** A role somebody made. */
  record Custom(String name, boolean writes) {}

  private static boolean changes(Object actions) {
    return actions instanceof List<?> list
        && list.stream().map(String::valueOf).anyMatch(action -> !action.toLowerCase(Locale.ROOT).endsWith("/read"));
  }

  private List<String> subscriptions() {
    if (!subscription.isEmpty()) {
      return List.of(subscription);
    }
    return calls.pages(arm + "/subscriptions?api-version=2022-12-01").orElse(List.of()).stream()
        .map(item -> String.valueOf(item.get("subscriptionId")))
        .toList();
  }
}
