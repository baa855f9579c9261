using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MultiDial.Tests.Conventions;

/// <summary>Collects the types that signatures, members and attributes of an assembly name: the outermost ones, by their full names.</summary>
internal sealed class NamedTypes(MetadataReader reader) : ISignatureTypeProvider<string?, object?>, ICustomAttributeTypeProvider<string?>
{
    internal HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    internal static string FullName(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    internal string Outermost(TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Outermost(outer)
            : FullName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    /// <summary>Takes whatever a token can stand for.</summary>
    internal void Take(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Names.Add(Outermost((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                Names.Add(Outermost((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.MethodDefinition:
                Take(reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Take(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Take(reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(this, null);
                Take(method.Method);
                break;
            case HandleKind.StandaloneSignature:
                Take(reader.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
        }
    }

    internal void Take(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttribute attribute in attributes.Select(reader.GetCustomAttribute))
        {
            Take(attribute.Constructor);
            attribute.DecodeValue(this);
        }
    }

    public string? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Found(Outermost(handle));

    public string? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Found(Outermost(handle));

    public string? GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Take(handle);
        return null;
    }

    public string? GetSystemType() => typeof(Type).FullName;

    public bool IsSystemType(string? type) => type == typeof(Type).FullName;

    // A typeof in an attribute: `Namespace.Outer+Inner, Assembly, Version=...`.
    public string? GetTypeFromSerializedName(string name) => Found(name.Split(',', '+', '[', '`')[0]);

    // The attributes of this code have Int32 enumerations only, as C# makes them.
    public PrimitiveTypeCode GetUnderlyingEnumType(string? type) => PrimitiveTypeCode.Int32;

    public string? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

    public string? GetSZArrayType(string? elementType) => elementType;

    public string? GetArrayType(string? elementType, ArrayShape shape) => elementType;

    public string? GetByReferenceType(string? elementType) => elementType;

    public string? GetPointerType(string? elementType) => elementType;

    public string? GetPinnedType(string? elementType) => elementType;

    public string? GetModifiedType(string? modifier, string? unmodifiedType, bool isRequired) => unmodifiedType;

    public string? GetGenericInstantiation(string? genericType, ImmutableArray<string?> typeArguments) => genericType;

    public string? GetGenericMethodParameter(object? genericContext, int index) => null;

    public string? GetGenericTypeParameter(object? genericContext, int index) => null;

    public string? GetFunctionPointerType(MethodSignature<string?> signature) => null;

    private void Take(MemberReference member)
    {
        Take(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(this, null);
        }
        else
        {
            member.DecodeFieldSignature(this, null);
        }
    }

    private void Take(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(this, null);
        }
        else
        {
            signature.DecodeMethodSignature(this, null);
        }
    }

    private string Outermost(TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Outermost((TypeReferenceHandle)type.ResolutionScope)
            : FullName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    private string Found(string name)
    {
        Names.Add(name);
        return name;
    }
}
