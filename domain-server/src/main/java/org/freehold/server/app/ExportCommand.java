// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.WorldMeta;
import org.freehold.server.storage.WorldView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold export}: writes the world to a file that Overte and {@code freehold import} read. */
@Command(name = "export", mixinStandardHelpOptions = true,
        description = "Write the domain's world to a file, as it is on disk now; also while the server runs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the file is written", "1:it is not; a file of that name is as it was", "2:wrong usage"})
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Parameters(paramLabel = "FILE", description = "Where to; packed if it ends in .gz. - for the output stream.")
    private String file = "";

    @Override
    public Integer call() throws IOException {
        boolean toStream = file.equals("-");
        Path target = Path.of(file).toAbsolutePath();
        if (!toStream && !force && Files.exists(target)) {
            throw new Failure(target + " exists already. Choose another name, or replace it with --force.");
        }
        WorldMeta meta;
        List<Entity> entities = new ArrayList<>();
        try (WorldView view = WorldView.open(data.directory().world())) {
            meta = view.meta();
            view.load(entities::add);
        }
        if (toStream) {
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                WorldExport.toStream(out, meta, entities);
            }
        } else {
            int written = WorldExport.toFile(target, meta, entities);
            spec.commandLine().getOut().println(written + " entities written to " + target);
            spec.commandLine().getOut().flush();
        }
        return CommandLine.ExitCode.OK;
    }
}
