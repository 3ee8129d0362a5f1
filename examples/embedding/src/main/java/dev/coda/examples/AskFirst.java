package dev.coda.examples;

// region approval
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.Approval;
import dev.coda.core.Coda;
import dev.coda.core.java.JavaTools;

final class AskFirst {
  record Refund(String order, int cents) {}

  public static void main(String[] arguments) {
    var refund =
        JavaTools.tool(
            "refund",
            "Pays an order back.",
            Refund.class,
            spec -> spec.permission(ToolPermission.ASK),
            (order, context) -> "Refunded " + order.cents() + " cents.");
    try (Coda coda =
        Coda.builder().model("demo/demo").tools(refund).onApproval(AskFirst::decide).build()) {
      System.out.println(coda.ask("use refund {\"order\": \"A7\", \"cents\": 500}"));
    }
  }

  private static void decide(Approval approval) {
    System.out.println("May it run? " + approval);
    if (approval.input(Refund.class).cents() <= 1000) {
      approval.approve();
    } else {
      approval.deny();
    }
  }
}
// endregion
