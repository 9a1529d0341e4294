package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.region.Workspace;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallPlanTest {
  @Test
  void valuesPassAndObjectsWithMethodsAreGuarded() throws Exception {
    assertThat(CallPlan.isGuarded(Workspace.class)).isTrue();
    assertThat(CallPlan.isGuarded(Workspace.Lock.class)).isTrue();
    assertThat(CallPlan.isGuarded(Filter.class)).isFalse();
    assertThat(CallPlan.isGuarded(AutoCloseable.class)).isFalse();
    assertThat(CallPlan.shapeOf(Workspace.class.getMethod("lock", String.class).getGenericReturnType()))
        .isEqualTo(CallPlan.Shape.OPTIONAL);
  }

  /** An object in a map, an array or a record would pass by the guard; so the API has none. */
  @Test
  void everyObjectOfTheApiTravelsInAShapeTheGuardKnows() {
    List<String> escaping = new ArrayList<>();
    for (JavaClass each : new ClassFileImporter().importPackagesOf(Plimsoll.class)) {
      // What an embedder asks of a collection never reaches a plug-in; an organisation is the host's own on both sides.
      boolean ofTheHost = each.getPackageName().equals("io.plimsoll.api.collect") || each.isEquivalentTo(Organisation.class);
      if (ofTheHost || each.isAnnotation() || each.getName().endsWith("package-info")) {
        continue;
      }
      Class<?> type = each.reflect();
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          if (mentionsObject(component.getGenericType())) {
            escaping.add(type.getName() + "." + component.getName());
          }
        }
      } else if (CallPlan.isGuarded(type)) {
        for (Method method : type.getDeclaredMethods()) {
          List<Type> all = new ArrayList<>(List.of(method.getGenericParameterTypes()));
          all.add(method.getGenericReturnType());
          for (Type one : all) {
            if (mentionsObject(one) && CallPlan.shapeOf(one) == CallPlan.Shape.PLAIN) {
              escaping.add(method.toGenericString());
            }
          }
        }
      }
    }
    assertThat(escaping).isEmpty();
  }

  private static boolean mentionsObject(Type type) {
    String text = type.getTypeName();
    for (String word : text.split("[<>,\\[\\] ?]+")) {
      if (word.startsWith("io.plimsoll.api.")) {
        try {
          if (CallPlan.isGuarded(Class.forName(word))) {
            return true;
          }
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return false;
  }
}
