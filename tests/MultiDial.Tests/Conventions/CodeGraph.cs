using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MultiDial.Tests.Conventions;

/// <summary>A type of the module, outermost, and what it is built on.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name in it.</param>
/// <param name="Room">The folder of its source, below the project's; the project, where there is none.</param>
/// <param name="Uses">The full names of the types that it uses.</param>
internal sealed record CodeType(string Namespace, string Name, string Room, IReadOnlySet<string> Uses)
{
    internal string FullName => NamedTypes.FullName(Namespace, Name);
}

/// <summary>
/// The types of a compiled assembly, and which types each of them uses: in signatures, fields, attributes and the code
/// of its methods. What the compiler has dissolved leaves no trace: constants, nameof.
/// </summary>
internal sealed class CodeGraph
{
    private static readonly Guid s_typeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private static readonly Dictionary<int, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    private readonly string _project;
    private readonly PEReader _image;
    private readonly MetadataReader _reader;
    private readonly MetadataReader _symbols;

    private CodeGraph(string project, PEReader image, MetadataReader symbols)
    {
        _project = project;
        _image = image;
        _reader = image.GetMetadataReader();
        _symbols = symbols;
    }

    /// <summary>Reads an assembly with the portable PDB beside it.</summary>
    internal static IReadOnlyList<CodeType> Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, "pdb")));
        return new CodeGraph(Path.GetFileNameWithoutExtension(path), image, symbols.GetMetadataReader()).Types();
    }

    /// <summary>The names of the assemblies that an assembly is compiled against.</summary>
    internal static string[] References(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }

    // A type with its nested types: closures, iterators, extension blocks and what people nest.
    private List<CodeType> Types() =>
    [
        .. from handle in _reader.TypeDefinitions
           group handle by new NamedTypes(_reader).Outermost(handle) into family
           let outer = _reader.GetTypeDefinition(family.First())
           let space = _reader.GetString(outer.Namespace)
           where space == "MultiDial" || space.StartsWith("MultiDial.", StringComparison.Ordinal)
           select new CodeType(space, _reader.GetString(outer.Name), Room(family, space), Uses(family)),
    ];

    private HashSet<string> Uses(IEnumerable<TypeDefinitionHandle> family)
    {
        var named = new NamedTypes(_reader);
        foreach (TypeDefinition type in family.Select(_reader.GetTypeDefinition))
        {
            TakeShape(named, type);
            foreach (MethodDefinition method in type.GetMethods().Select(_reader.GetMethodDefinition))
            {
                method.DecodeSignature(named, null);
                named.Take(method.GetCustomAttributes());
                TakeParameters(named, method.GetGenericParameters());
                foreach (ParameterHandle parameter in method.GetParameters())
                {
                    named.Take(_reader.GetParameter(parameter).GetCustomAttributes());
                }

                if (method.RelativeVirtualAddress != 0)
                {
                    TakeBody(named, _image.GetMethodBody(method.RelativeVirtualAddress));
                }
            }
        }

        return named.Names;
    }

    private void TakeShape(NamedTypes named, TypeDefinition type)
    {
        named.Take(type.BaseType);
        named.Take(type.GetCustomAttributes());
        TakeParameters(named, type.GetGenericParameters());
        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
        {
            named.Take(_reader.GetInterfaceImplementation(handle).Interface);
        }

        foreach (FieldDefinition field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            field.DecodeSignature(named, null);
            named.Take(field.GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle handle in type.GetProperties())
        {
            named.Take(_reader.GetPropertyDefinition(handle).GetCustomAttributes());
        }
    }

    private void TakeParameters(NamedTypes named, GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterConstraintHandle handle in parameters.SelectMany(parameter => _reader.GetGenericParameter(parameter).GetConstraints()))
        {
            named.Take(_reader.GetGenericParameterConstraint(handle).Type);
        }
    }

    private static void TakeBody(NamedTypes named, MethodBodyBlock body)
    {
        named.Take((EntityHandle)body.LocalSignature);
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            named.Take(region.CatchType);
        }

        BlobReader code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            OpCode operation = s_opCodes[value == 0xFE ? 0xFE00 | code.ReadByte() : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig:
                    named.Take((EntityHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += targets * sizeof(int);
                    break;
                default:
                    code.Offset += Size(operation.OperandType);
                    break;
            }
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private string Room(IEnumerable<TypeDefinitionHandle> family, string space)
    {
        string? folder = family.SelectMany(Documents)
            .Select(document => _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/'))
            .Select(path => path.Split($"/{_project}/").Last())
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith('/'))
            .Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/'))
            .FirstOrDefault();

        // The build writes the class of the texts, beside no source.
        return folder is "" ? _project : folder ?? space.Split('.').Last();
    }

    private IEnumerable<DocumentHandle> Documents(TypeDefinitionHandle type)
    {
        foreach (MethodDefinitionHandle method in _reader.GetTypeDefinition(type).GetMethods())
        {
            MethodDebugInformation information = _symbols.GetMethodDebugInformation(method);
            foreach (DocumentHandle document in information.SequencePointsBlob.IsNil ? [] : information.GetSequencePoints().Select(point => point.Document))
            {
                yield return document;
            }
        }

        // Types without code, as enumerations, are noted apart.
        foreach (CustomDebugInformation information in _symbols.GetCustomDebugInformation(type).Select(_symbols.GetCustomDebugInformation))
        {
            if (_symbols.GetGuid(information.Kind) == s_typeDefinitionDocuments)
            {
                BlobReader documents = _symbols.GetBlobReader(information.Value);
                while (documents.RemainingBytes > 0)
                {
                    yield return System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(documents.ReadCompressedInteger());
                }
            }
        }
    }
}
