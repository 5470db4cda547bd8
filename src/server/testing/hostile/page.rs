//! A page as a browser reads it.

use std::{borrow::Cow, cell::RefCell};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::TreeBuilderOpts,
};

#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// What stands directly inside.
    pub text: String,
    parent: Option<usize>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Clone, Debug)]
pub struct Form {
    pub method: String,
    /// Without query and fragment.
    pub action: String,
    /// Where its other buttons lead.
    pub others: Vec<String>,
    pub controls: Vec<Element>,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub elements: Vec<Element>,
}

impl Page {
    pub fn read(html: &str) -> Self {
        // Without script, so that what stands in `<noscript>` is seen as well.
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let nodes = parse_document(Sink::default(), options).one(html).nodes.into_inner();
        Self { elements: nodes.into_iter().map(|node| node.element).collect() }
    }

    pub fn language(&self) -> &str {
        self.named("html").next().and_then(|html| html.get("lang")).unwrap_or_default()
    }

    pub fn named(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().flat_map(|element| ["href", "src"].into_iter().filter_map(|name| element.get(name)))
    }

    pub fn forms(&self) -> Vec<Form> {
        let forms = self.elements.iter().enumerate().filter(|(_, element)| element.name == "form");
        forms
            .map(|(index, form)| Form {
                others: self
                    .elements
                    .iter()
                    .filter(|element| self.is_inside(element, index))
                    .filter_map(|element| element.get("formaction").map(|to| plain(to).to_owned()))
                    .collect(),
                method: form.get("method").unwrap_or("get").to_uppercase(),
                action: plain(form.get("action").unwrap_or_default()).to_owned(),
                controls: self
                    .elements
                    .iter()
                    .filter(|element| element.get("name").is_some() && self.is_inside(element, index))
                    .cloned()
                    .collect(),
            })
            .collect()
    }

    fn is_inside(&self, element: &Element, outer: usize) -> bool {
        let mut parent = element.parent;
        while let Some(index) = parent {
            if index == outer {
                return true;
            }
            parent = self.elements[index].parent;
        }
        false
    }
}

/// An address without query and fragment.
pub fn plain(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

#[derive(Clone, Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

struct Node {
    name: QualName,
    element: Element,
}

/// Collects elements; the document itself is the first.
struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self { nodes: RefCell::default() };
        sink.add(QualName::new(None, Namespace::from(""), LocalName::from("")), Vec::new());
        sink
    }
}

impl Sink {
    fn add(&self, name: QualName, attributes: Vec<Attribute>) -> usize {
        let attributes = attributes.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        let element = Element { name: name.local.to_string(), attributes, ..Element::default() };
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { name, element });
        nodes.len() - 1
    }

    fn parent(&self, of: usize) -> Option<usize> {
        self.nodes.borrow()[of].element.parent
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        Name(self.nodes.borrow()[*target].name.clone())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(name, attributes)
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(QualName::new(None, Namespace::from(""), LocalName::from("#comment")), Vec::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => nodes[node].element.parent = Some(*parent),
            NodeOrText::AppendText(text) => nodes[*parent].element.text.push_str(&text),
        }
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        let parent = self.parent(*element).unwrap_or(*previous);
        self.append(&parent, child);
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        self.append(&self.parent(*sibling).unwrap_or(0), child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        for attribute in attributes {
            let name = attribute.name.local.to_string();
            if nodes[*target].element.get(&name).is_none() {
                nodes[*target].element.attributes.push((name, attribute.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.nodes.borrow_mut()[*target].element.parent = None;
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        for child in self.nodes.borrow_mut().iter_mut() {
            if child.element.parent == Some(*node) {
                child.element.parent = Some(*new_parent);
            }
        }
    }
}
