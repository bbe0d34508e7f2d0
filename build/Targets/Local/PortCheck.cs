using System.Net;
using System.Net.Sockets;
using Recsys.Contracts.Faults;
using Recsys.Steps;

namespace Recsys.Build.Targets.Local;

/// <summary>Is a port of this machine free, and if not, who has it?</summary>
public sealed class PortCheck(ProcessTable processes)
{
    /// <param name="port">The port.</param>
    /// <param name="setting"><c>deploy.port</c> or <c>deploy.management_port</c>; the argument has its last name.</param>
    /// <exception cref="FaultException">The port is held; names the holder and the remedy.</exception>
    public void RequireFree(int port, string setting)
    {
        if (IsFree(port))
            return;
        throw new FaultException(
            $"Port {port} is held by {Holder(port)}. "
                + $"Remedy: stop it, or choose another port with --{setting[(setting.LastIndexOf('.') + 1)..].Replace('_', '-')}=… "
                + $"({setting} in the settings)."
        );
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private string Holder(int port)
    {
        var sockets = processes.ListeningSockets(port);
        if (sockets.Count == 0) return port < 1024 ? "the system (ports below 1024 are reserved)" : "a socket that does not listen yet";
        return processes.HolderOf(sockets) is { } id ? $"process {id} ({processes.CommandOf(id)})" : "a process of another user";
    }
}
