package dev.coda.gates;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds the public top-level types of a source file with the compiler's own parser. */
final class PublicTypes {

  /**
   * A public top-level type. Immutable.
   *
   * @param summary its Javadoc without block tags, on one line; empty if there is none
   */
  record PublicType(String name, int line, String summary) {}

  private PublicTypes() {}

  static List<PublicType> in(Source source) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, null, null, List.of(new InMemory(source)));
    List<PublicType> types = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree tree : unit.getTypeDecls()) {
          if (tree instanceof ClassTree type
              && type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
            types.add(describe(type, unit, DocTrees.instance(task)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }

  private static PublicType describe(ClassTree type, CompilationUnitTree unit, DocTrees trees) {
    String comment = trees.getDocComment(TreePath.getPath(unit, type));
    long start = trees.getSourcePositions().getStartPosition(unit, type);
    return new PublicType(
        type.getSimpleName().toString(),
        (int) unit.getLineMap().getLineNumber(start),
        comment == null
            ? ""
            : comment.split("(?m)^\\s*@\\w", 2)[0].strip().replaceAll("\\s+", " "));
  }

  private static final class InMemory extends SimpleJavaFileObject {

    private final Source source;

    InMemory(Source source) {
      super(URI.create("source:///" + source.slashed()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source.text();
    }
  }
}
