package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptBranchesTest {
  private static final SessionId SESSION = new SessionId(new UUID(0, 1));
  private static final SessionId OTHER = new SessionId(new UUID(0, 2));

  private final KeptBranches branches = new KeptBranches(10, 32 << 20);

  @Test
  void findsABranchByItsSessionAndItsLastMessage() {
    Branch branch = Branch.of(new Talk().user("hello").answer("hi").messages());
    branches.keep(SESSION, branch);

    assertThat(branches.find(SESSION, leaf(branch))).contains(branch);
    assertThat(branches.find(OTHER, leaf(branch))).isEmpty();
    assertThat(branches.find(SESSION, branch.messages().get(0).id())).isEmpty();
  }

  @Test
  void doesNotKeepABranchOfWhichOnlyTheEndWouldBeRead() {
    Talk talk = new Talk();
    for (int i = 0; i < 6; i++) {
      talk.user("q").answer("a");
    }
    Branch twelve = Branch.of(talk.messages());
    Branch large = Branch.of(new Talk().user("q").answer("x".repeat(5 << 20)).messages());
    branches.keep(SESSION, twelve);
    branches.keep(SESSION, large);

    assertThat(branches.find(SESSION, leaf(twelve))).isEmpty();
    assertThat(branches.find(SESSION, leaf(large))).isEmpty();
  }

  @Test
  void forgetsTheBranchThatWasUsedLeastRecentlyBeyondSixteenMegabytes() {
    Talk talk = new Talk();
    Branch[] kept = new Branch[6];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Branch.of(List.of(talk.user("x".repeat(3 << 20)).messages().get(i)));
      branches.keep(SESSION, kept[i]);
      branches.find(SESSION, leaf(kept[0]));
    }

    assertThat(branches.find(SESSION, leaf(kept[0]))).isPresent();
    assertThat(branches.find(SESSION, leaf(kept[1]))).isEmpty();
    assertThat(branches.find(SESSION, leaf(kept[5]))).isPresent();
  }

  @Test
  void countsABranchThatIsKeptAgainOnce() {
    Branch branch = Branch.of(new Talk().user("x".repeat(3 << 20)).messages());
    for (int i = 0; i < 20; i++) {
      branches.keep(SESSION, branch);
      branches.keep(OTHER, branch);
    }

    assertThat(branches.find(SESSION, leaf(branch))).isPresent();
    assertThat(branches.find(OTHER, leaf(branch))).isPresent();
  }

  private static MessageId leaf(Branch branch) {
    return branch.messages().get(branch.messages().size() - 1).id();
  }
}
