package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has the storage account delete exports that are older than the organisation keeps costs: one rule among those of the
 * account's lifecycle management policy. The service replaces a policy as a whole, so every other rule is sent back as
 * it was read.
 */
final class LifecycleRule implements Kind {
  /** What a policy can have. */
  private static final int MOST_RULES = 100;

  private static final Pattern DAYS = Pattern.compile("[1-9]\\d{0,4}");

  private final Policies policies;
  private final Defaults defaults;

  LifecycleRule(Policies policies, Defaults defaults) {
    this.policies = policies;
    this.defaults = defaults;
  }

  @Override
  public ActionPlan plan(Map<String, String> given, ActionContext context) {
    Parameters p = new Parameters("lifecycle", given);
    String account = defaults.account(p);
    String container = defaults.container(p);
    String folder = defaults.folder(p);
    String window = context.retentionDays() == null ? "" : context.retentionDays().toString();
    String days =
        p.text(
            "days", window, DAYS,
            "a number of days from 1 to 99999" + (window.isEmpty() ? "; the organisation keeps costs for ever, so it has no window" : ""));
    p.validate();
    String prefix = container + "/" + (folder.isEmpty() ? "" : folder + "/");
    ObjectNode rule = rule(name(prefix), prefix, Integer.parseInt(days));
    Policies.Policy there = policies.read(account);
    ArrayNode rules = there.rules();
    Optional<JsonNode> own = find(rules, name(prefix));
    if (own.isPresent() && Json.covers(own.get(), rule)) {
      throw Defaults.refused(
          ErrorCode.ALREADY_EXISTS, "The policy of " + account + " deletes " + prefix + " after " + days + " days already.",
          "There is nothing to do.");
    }
    ArrayNode merged = replaced(rules, name(prefix), rule);
    if (merged.size() > MOST_RULES) {
      throw Defaults.refused(
          ErrorCode.REFUSED, "The policy of " + account + " has " + rules.size() + " rules, and Azure allows " + MOST_RULES + ".",
          "Remove a rule that is no longer needed.");
    }
    ActionStep step = policies.put("set the rule " + name(prefix), account, merged, there.etag());
    return new ActionPlan(
        "Has " + account.substring(account.lastIndexOf('/') + 1) + " delete what lies in " + prefix + " " + days
            + " days after it was last changed; " + others(rules, own.isPresent()),
        p.spelledOut(), List.of(step), List.of(Policies.role(account)),
        own.isPresent() ? "Putting back the rule as it is now." : "Taking the rule out again; what was deleted by then stays deleted.",
        true, there.exists() ? Json.write(rules) : "");
  }

  /** Only its own rule goes back to what it was: rules that others changed meanwhile are theirs. */
  @Override
  public ActionPlan reversal(ActionPlan done, ActionContext context) {
    String account = done.parameters().getOrDefault("storage-account", "");
    String folder = done.parameters().getOrDefault("path", "");
    String prefix = done.parameters().getOrDefault("container", "") + "/" + (folder.isEmpty() ? "" : folder + "/");
    String name = name(prefix);
    Policies.Policy there = policies.read(account);
    Optional<JsonNode> before =
        done.before().isEmpty() ? Optional.empty() : find((ArrayNode) Json.read(done.before()), name);
    if (find(there.rules(), name).isEmpty() && before.isEmpty()) {
      throw Defaults.refused(
          ErrorCode.NOT_FOUND, "The policy of " + account + " has no rule " + name + " any more.", "Nothing needs to be taken back.");
    }
    ArrayNode rules = replaced(there.rules(), name, before.orElse(null));
    ActionStep step =
        rules.isEmpty()
            ? policies.delete(account, there.etag())
            : policies.put(before.isPresent() ? "put back the rule " + name : "take out the rule " + name, account, rules, there.etag());
    return new ActionPlan(
        (before.isPresent() ? "Puts back the rule " + name + " as it was" : "Takes the rule " + name + " out of the policy")
            + "; what was deleted stays deleted.",
        Map.of(), List.of(step), List.of(Policies.role(account)), "Nothing: set it anew.", before.isPresent(), "");
  }

  private static String others(ArrayNode rules, boolean own) {
    int count = rules.size() - (own ? 1 : 0);
    return switch (count) {
      case 0 -> "the policy has no other rule.";
      case 1 -> "the other rule stays as it is.";
      default -> "the " + count + " other rules stay as they are.";
    };
  }

  /** A name of letters and digits alone that is the same for the same folder. */
  static String name(String prefix) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(prefix.getBytes(StandardCharsets.UTF_8));
      return "PlimsollRetention" + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ObjectNode rule(String name, String prefix, int days) {
    ObjectNode filters = Json.object();
    filters.putArray("blobTypes").add("blockBlob");
    filters.putArray("prefixMatch").add(prefix);
    ObjectNode actions = Json.object();
    actions.putObject("baseBlob").putObject("delete").put("daysAfterModificationGreaterThan", days);
    actions.putObject("snapshot").putObject("delete").put("daysAfterCreationGreaterThan", days);
    actions.putObject("version").putObject("delete").put("daysAfterCreationGreaterThan", days);
    ObjectNode definition = Json.object();
    definition.set("filters", filters);
    definition.set("actions", actions);
    ObjectNode rule = Json.object().put("enabled", true).put("name", name).put("type", "Lifecycle");
    rule.set("definition", definition);
    return rule;
  }

  private static Optional<JsonNode> find(ArrayNode rules, String name) {
    for (JsonNode rule : rules) {
      if (rule.path("name").asText().equals(name)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The rules with this one in the place of the one of its name, or at the end; without it when it is {@code null}. */
  private static ArrayNode replaced(ArrayNode rules, String name, @Nullable JsonNode rule) {
    ArrayNode all = Json.object().putArray("rules");
    boolean placed = false;
    for (JsonNode each : rules) {
      if (!each.path("name").asText().equals(name)) {
        all.add(each);
      } else if (rule != null) {
        all.add(rule);
        placed = true;
      }
    }
    return rule == null || placed ? all : all.add(rule);
  }
}
