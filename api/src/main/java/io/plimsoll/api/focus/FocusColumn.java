package io.plimsoll.api.focus;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of the FOCUS cost and usage dataset or of Azure's {@code x_} extensions.
 *
 * @param name as the specification writes it
 * @param level how strongly the specification asks for it
 * @param nullable whether a row may leave it empty
 * @param focusVersions specification versions that have it
 * @param azureVersions Azure dataset versions that have it
 * @param allowedValues the only values a row may carry; empty when any is fine
 * @param renamedTo the name a later version gives the same thing, or {@code null}
 */
public record FocusColumn(
    String name,
    FocusType type,
    Level level,
    boolean nullable,
    Set<String> focusVersions,
    Set<String> azureVersions,
    List<String> allowedValues,
    @Nullable String renamedTo) {

  /** The feature level of a column. */
  public enum Level {
    /** Every export has it. */
    MANDATORY,
    /** An export has it when the provider supports the feature. */
    CONDITIONAL,
    /** An export should have it. */
    RECOMMENDED,
    /** A provider's own column. */
    PROVIDER
  }

  /** Whether this version, as the specification or as Azure writes it, has a column of this name. */
  public boolean isIn(FocusVersion version) {
    return focusVersions.contains(version.specification()) || azureVersions.contains(version.text());
  }

  /** Whether an export of this version must have the column. */
  public boolean isMandatoryIn(FocusVersion version) {
    return level == Level.MANDATORY && focusVersions.contains(version.specification());
  }
}
