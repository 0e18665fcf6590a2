// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** What a Java process on this machine says of itself, by JMX: what it allocates, what of it stays, how long it compiles. Closed before the process ends. */
final class JavaFigures implements AutoCloseable {
    private final @Nullable JMXConnector connector;
    private final @Nullable ThreadMXBean threads;
    private final @Nullable MemoryMXBean memory;
    private final @Nullable CompilationMXBean compiler;

    private JavaFigures(
            @Nullable JMXConnector connector, @Nullable ThreadMXBean threads, @Nullable MemoryMXBean memory,
            @Nullable CompilationMXBean compiler) {
        this.connector = connector;
        this.threads = threads;
        this.memory = memory;
        this.compiler = compiler;
    }

    /** Attaches to a process; one that cannot be attached to is not measured. */
    @SuppressWarnings("BanJNDI") // the address comes from a process of this user, which was started here or named by its id
    static JavaFigures of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            JMXServiceURL address;
            try {
                address = new JMXServiceURL(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
            JMXConnector connector = JMXConnectorFactory.connect(address);
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            return new JavaFigures(
                    connector,
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class),
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class),
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class));
        } catch (IOException | AttachNotSupportedException e) {
            System.err.println("  what Java allocates and compiles is not measured: " + e.getMessage());
            return new JavaFigures(null, null, null, null);
        }
    }

    /** Bytes allocated by all threads so far, those that have ended too; NaN when it is not measured. */
    double bytes() {
        return threads == null ? Double.NaN : threads.getTotalThreadAllocatedBytes();
    }

    /** For how long its compilers have worked so far, milliseconds; NaN when it is not measured. */
    double compiledMillis() {
        return compiler == null ? Double.NaN : compiler.getTotalCompilationTime();
    }

    /** Bytes of the heap that are in use after a collection, which this asks for; NaN when it is not measured. */
    double liveBytes() {
        if (memory == null) {
            return Double.NaN;
        }
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        if (connector != null) {
            connector.close();
        }
    }
}
