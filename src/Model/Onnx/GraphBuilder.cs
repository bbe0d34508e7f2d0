using System.Runtime.InteropServices;
using Google.Protobuf;
using Recsys.Model.Onnx.Format;
using AttributeType = Recsys.Model.Onnx.Format.AttributeProto.Types.AttributeType;
using DataType = Recsys.Model.Onnx.Format.TensorProto.Types.DataType;

namespace Recsys.Model.Onnx;

/// <summary>
/// Builds one ONNX graph node by node. Values are named in order of creation, so the same calls give the same bytes.
/// Weights are stored inside the file.
/// </summary>
public sealed class GraphBuilder(string name)
{
    /// <summary>Version of the standard operators: the first with Gelu.</summary>
    public const int Opset = 20;

    private const int IrVersion = 9;

    /// <summary>ONNX Runtime's own operators.</summary>
    private const string MicrosoftDomain = "com.microsoft";

    private readonly GraphProto _graph = new() { Name = name };
    private int _values;
    private bool _usesMicrosoft;

    /// <summary>Declares an input; a dimension is a number, or a name where it varies.</summary>
    public string Float32Input(string name, params object[] shape) => Declare(_graph.Input, name, DataType.Float, shape);

    /// <summary>Declares an input of int64.</summary>
    public string Int64Input(string name, params object[] shape) => Declare(_graph.Input, name, DataType.Int64, shape);

    /// <summary>Declares an existing value as the float32 output under a name.</summary>
    public void Float32Output(string name, string value, params object[] shape)
    {
        AddNode("Identity", "", [value], name, []);
        Declare(_graph.Output, name, DataType.Float, shape);
    }

    /// <summary>Stores float32 values.</summary>
    public string Float32(string name, long[] shape, ReadOnlySpan<float> values) =>
        Store(name, DataType.Float, shape, MemoryMarshal.AsBytes(values));

    public string Int8(string name, long[] shape, ReadOnlySpan<sbyte> values) =>
        Store(name, DataType.Int8, shape, MemoryMarshal.AsBytes(values));

    public string Uint8(string name, long[] shape, ReadOnlySpan<byte> values) => Store(name, DataType.Uint8, shape, values);

    /// <summary>Stores a list of int64, of shape [n].</summary>
    public string Int64(string name, params long[] values) =>
        Store(name, DataType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>Stores one int64 without dimensions.</summary>
    public string Int64Scalar(string name, long value) => Store(name, DataType.Int64, [], MemoryMarshal.AsBytes<long>([value]));

    /// <summary>Stores one float32 without dimensions.</summary>
    public string Float32Scalar(string name, float value) => Float32(name, [], [value]);

    /// <summary>Adds a standard operator with one output and returns the output's name.</summary>
    public string Node(string operation, string[] inputs, params (string Name, object Value)[] attributes) =>
        AddNode(operation, "", inputs, $"v{_values++}", attributes);

    /// <summary>Adds one of ONNX Runtime's operators.</summary>
    public string MicrosoftNode(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        _usesMicrosoft = true;
        return AddNode(operation, MicrosoftDomain, inputs, $"v{_values++}", attributes);
    }

    /// <summary>The file's bytes.</summary>
    /// <exception cref="InvalidOperationException">The graph passes protobuf's limit of 2 GiB.</exception>
    public byte[] ToBytes()
    {
        if (_graph.Initializer.Sum(tensor => (long)tensor.RawData.Length) > int.MaxValue - (1 << 20))
            throw new InvalidOperationException(
                $"the graph {_graph.Name} passes 2 GiB, the most one ONNX file may hold; lower train.text_buckets or train.dimensions"
            );
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "recsys",
            Graph = _graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        if (_usesMicrosoft) model.OpsetImport.Add(new OperatorSetIdProto { Domain = MicrosoftDomain, Version = 1 });
        return model.ToByteArray();
    }

    private string AddNode(string operation, string domain, string[] inputs, string output, (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = operation, Domain = domain, Name = $"{operation}_{_graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _graph.Node.Add(node);
        return output;
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        int number => new AttributeProto { Name = name, I = number, Type = AttributeType.Int },
        float number => new AttributeProto { Name = name, F = number, Type = AttributeType.Float },
        string text => new AttributeProto { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeType.String },
        int[] numbers => new AttributeProto { Name = name, Ints = { numbers.Select(number => (long)number) }, Type = AttributeType.Ints },
        _ => throw new ArgumentException($"attribute {name}: no form for {value.GetType()}"),
    };

    private string Store(string name, DataType type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static string Declare(ICollection<ValueInfoProto> into, string name, DataType type, object[] shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var size in shape)
        {
            dimensions.Dim.Add(
                size is string symbol
                    ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                    : new TensorShapeProto.Types.Dimension
                    {
                        DimValue = Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture),
                    }
            );
        }
        into.Add(
            new ValueInfoProto
            {
                Name = name,
                Type = new TypeProto
                {
                    TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions },
                },
            }
        );
        return name;
    }
}
